package io.tapeline.infra.access;

import java.util.Comparator;
import java.util.List;

/**
 * One statement of a policy.
 *
 * @param component stack that has it, without the prefix
 * @param holder the role that has it, or the resource whose policy it is
 * @param kind whether a role may, or a resource lets
 * @param effect Allow or Deny
 * @param principals whom a resource lets; of a role: itself
 * @param actions in order; so the others
 * @param conditions as text, such as {@code Bool aws:SecureTransport=false}
 */
public record Grant(
        String component,
        String holder,
        Kind kind,
        String effect,
        List<String> principals,
        List<String> actions,
        List<String> resources,
        List<String> conditions) {
    static final Comparator<Grant> ORDER = Comparator.comparing(Grant::component)
            .thenComparing(Grant::holder)
            .thenComparing(Grant::kind)
            .thenComparing(Grant::line);

    /** Where a statement stands. */
    public enum Kind {
        /** Who may become the role. */
        TRUST,
        /** What the role may do. */
        ROLE,
        /** What the policy of a resource lets others do with it. */
        RESOURCE
    }

    /** The statement in one line, which says all of it. */
    public String line() {
        StringBuilder line = new StringBuilder(component)
                .append(" | ")
                .append(holder)
                .append(" | ")
                .append(effect);
        line.append(" | ").append(String.join(" ", actions)).append(" | ").append(String.join(" ", resources));
        if (!principals.isEmpty()) {
            line.append(" | by ").append(String.join(" ", principals));
        }
        if (!conditions.isEmpty()) {
            line.append(" | if ").append(String.join(", ", conditions));
        }
        return line.toString();
    }
}
