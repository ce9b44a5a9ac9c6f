package dev.mayday.problem;

/**
 * A {@link Problem} on its way to the client: what a record's constructor throws and a desk's Uni
 * fails with. It is a value, not a bug, so it has no stack trace and is never logged as an error.
 */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    public Refused(Problem problem) {
        super(problem.code() + ": " + problem.detail(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
