package io.tapeline.live.socket;

/** Is told what happens on the sockets. Called by the threads of the connections. */
public interface SocketListener {
    /** A message is on its way to a client. */
    void sent();

    /** A connection was not opened, as there are too many. */
    void refused();

    /** A connection is ended by the service, for this reason. */
    void ended(Ending reason);

    /** Why the service ends a connection. */
    enum Ending {
        /** Nothing was heard of it. */
        IDLE("idle"),
        /** It does not take what it is sent. */
        STUCK("stuck");

        private final String label;

        Ending(String label) {
            this.label = label;
        }

        /** The name in metrics. */
        public String label() {
            return label;
        }
    }
}
