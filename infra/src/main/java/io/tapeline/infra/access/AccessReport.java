package io.tapeline.infra.access;

import io.tapeline.infra.access.Grant.Kind;
import java.util.List;
import java.util.stream.Collectors;

/** The statements of all stacks: as lines to approve, and as a matrix for people. */
public final class AccessReport {
    private final List<Grant> grants;

    public AccessReport(List<Grant> grants) {
        this.grants = grants.stream().sorted(Grant.ORDER).toList();
    }

    /** A line for each statement, in order. */
    public String lines() {
        return grants.stream().map(grant -> grant.line() + "\n").collect(Collectors.joining());
    }

    /** Markdown: what each role may do, who may become it, and what resources let whom do. */
    public String markdown() {
        StringBuilder page = new StringBuilder();
        section(
                page,
                "What each role may do",
                Kind.ROLE,
                "| component | role | may | on | if |\n| --- | --- | --- | --- | --- |\n");
        section(
                page,
                "Who may become each role",
                Kind.TRUST,
                "| component | role | who | how | if |\n| --- | --- | --- | --- | --- |\n");
        section(
                page,
                "What the policies of resources say",
                Kind.RESOURCE,
                "| component | resource | who | may | if |\n| --- | --- | --- | --- | --- |\n");
        return page.toString();
    }

    private void section(StringBuilder page, String title, Kind kind, String head) {
        page.append("\n## ").append(title).append("\n\n").append(head);
        grants.stream().filter(grant -> grant.kind() == kind).forEach(grant -> row(page, grant));
    }

    private static void row(StringBuilder page, Grant grant) {
        String actions = (grant.effect().equals("Deny") ? "**not** " : "") + code(grant.actions());
        page.append("| ")
                .append(grant.component())
                .append(" | ")
                .append(grant.holder())
                .append(" | ");
        if (grant.kind() == Kind.ROLE) {
            page.append(actions).append(" | ").append(code(grant.resources()));
        } else {
            page.append(code(grant.principals())).append(" | ").append(actions);
        }
        page.append(" | ").append(code(grant.conditions())).append(" |\n");
    }

    private static String code(List<String> words) {
        return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining("<br>"));
    }
}
