package io.tapeline.infra.warehouse;

import io.tapeline.infra.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The SQL that makes the database what the jobs and the analysts expect, one statement after the other; each may be
 * repeated. What stands in them as {@code ${Name}} is known at deployment: {@link #values()}.
 */
final class SetupStatements {
    private static final String LOAD = "tapeline_load";
    private static final String READ = "tapeline_read";

    private final List<String> statements = new ArrayList<>();
    private final Map<String, String> values = new TreeMap<>();

    private SetupStatements() {}

    /**
     * The statements for these users.
     *
     * @param loaders names of the IAM roles that load
     * @param readers names of the IAM roles that read
     */
    static SetupStatements of(List<String> loaders, List<String> readers) {
        SetupStatements setup = new SetupStatements();
        setup.add("schema");
        setup.add("ensure-group");
        setup.add("ensure-member");
        setup.statements.add(text("groups").replace("${Group}", LOAD));
        setup.statements.add(text("groups").replace("${Group}", READ));
        setup.members("Loader", loaders, LOAD);
        setup.members("Reader", readers, READ);
        for (String file : List.of("load-database", "load-schema", "load-tables", "read-schema", "read-tables")) {
            setup.add(file);
        }
        for (int i = 0; i < loaders.size(); i++) {
            setup.statements.add(text("read-new-tables").replace("${Member}", "${Loader" + i + "}"));
        }
        setup.add("external-schema");
        setup.add("read-external-schema");
        return setup;
    }

    private void add(String file) {
        statements.add(text(file));
    }

    private void members(String kind, List<String> roles, String group) {
        for (int i = 0; i < roles.size(); i++) {
            String name = kind + i;
            values.put(name, roles.get(i));
            statements.add(
                    text("member").replace("${Member}", "${" + name + "}").replace("${Group}", group));
        }
    }

    private static String text(String file) {
        return Texts.read(SetupStatements.class, "setup/" + file + ".sql").strip();
    }

    List<String> statements() {
        return List.copyOf(statements);
    }

    /** The role names behind {@code Loader0}, {@code Reader0} and so on. */
    Map<String, String> values() {
        return Map.copyOf(values);
    }
}
