package io.tapeline.local.process;

/** A service did not become well; the message says why, where its log is, and how the log ends. */
public final class ServiceStartException extends RuntimeException {
    private final String service;

    ServiceStartException(String service, String message) {
        super(service + " did not start: " + message);
        this.service = service;
    }

    /** The name of the service. */
    public String service() {
        return service;
    }
}
