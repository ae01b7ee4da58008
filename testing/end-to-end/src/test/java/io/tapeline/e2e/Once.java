package io.tapeline.e2e;

/** Something to do once, when a condition first holds. */
final class Once {
    /** What may throw. */
    interface Action {
        void run() throws Exception;
    }

    private final Action action;
    private boolean done;

    Once(Action action) {
        this.action = action;
    }

    void after(boolean condition) {
        if (condition && !done) {
            done = true;
            try {
                action.run();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    boolean done() {
        return done;
    }
}
