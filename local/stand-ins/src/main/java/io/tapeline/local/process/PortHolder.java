package io.tapeline.local.process;

import static java.util.Objects.requireNonNull;

/**
 * The process that listens on a port.
 *
 * @param pid its process id
 * @param command its command line, cut to one readable line
 */
public record PortHolder(long pid, String command) {
    public PortHolder {
        requireNonNull(command, "command is null");
    }

    @Override
    public String toString() {
        return "pid " + pid + " (" + command + ")";
    }
}
