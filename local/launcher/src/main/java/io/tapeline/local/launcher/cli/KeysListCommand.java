package io.tapeline.local.launcher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tapeline.local.launcher.console.TextTable;
import io.tapeline.local.launcher.console.TextTable.Align;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "Lists the keys, without their secrets: those are in no file.")
final class KeysListCommand implements Callable<Integer> {
    private final TapelineCommand root;

    @Mixin
    private KeysOptions options = new KeysOptions();

    KeysListCommand(TapelineCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        TextTable table = new TextTable()
                .column("id", Align.LEFT)
                .column("owner", Align.LEFT)
                .column("scopes", Align.LEFT)
                .column("symbols", Align.LEFT)
                .column("venues", Align.LEFT)
                .column("events/s", Align.RIGHT)
                .column("requests/s", Align.RIGHT)
                .column("valid", Align.LEFT);
        for (JsonNode key : options.file().list()) {
            table.row(List.of(
                    key.path("id").asText(),
                    key.path("owner").asText(),
                    joined(key.path("scopes"), "none"),
                    joined(key.path("symbols"), "all"),
                    joined(key.path("venues"), "all"),
                    key.path("events_per_second").asText("-"),
                    key.path("requests_per_second").asText("-"),
                    validity(key)));
        }
        table.lines().forEach(root.console()::println);
        return 0;
    }

    private static String joined(JsonNode list, String absent) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return list.isMissingNode() || texts.isEmpty() ? absent : String.join(",", texts);
    }

    private static String validity(JsonNode key) {
        if (key.path("disabled").asBoolean()) {
            return "disabled";
        }
        String from = key.path("not_before").asText();
        String to = key.path("not_after").asText();
        if (from.isEmpty() && to.isEmpty()) {
            return "yes";
        }
        return ((from.isEmpty() ? "" : "from " + from) + (to.isEmpty() ? "" : " until " + to)).strip();
    }
}
