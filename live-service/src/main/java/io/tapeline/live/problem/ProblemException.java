package io.tapeline.live.problem;

import static java.util.Objects.requireNonNull;

/** A request that is refused. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ProblemKind kind;

    public ProblemException(ProblemKind kind, String detail) {
        super(requireNonNull(detail, "detail is null"));
        this.kind = requireNonNull(kind, "kind is null");
    }

    /** What to answer. */
    public Problem problem() {
        return Problem.of(kind, String.valueOf(getMessage()));
    }
}
