package io.tapeline.local.launcher.cli;

import io.tapeline.local.launcher.console.Console;
import io.tapeline.local.launcher.stack.RunningStack;
import io.tapeline.local.launcher.stack.Service;
import io.tapeline.local.query.Lake;
import io.tapeline.local.query.LakeSql;
import io.tapeline.local.query.ResultFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "query",
        description = {
            "Runs SQL over the lake, as Athena does on AWS.",
            "",
            "Tables of the lake are there by their names, as of now; @|bold latest_bars|@ and"
                    + " @|bold latest_indicators|@ hold the highest revision of each bar. The dialect is DuckDB's;"
                    + " SHOW TABLES and DESCRIBE bars say what there is. With --warehouse it is PostgreSQL's, on the"
                    + " tables that the nightly batch has loaded."
        },
        footer = {
            "",
            "For instance:",
            "  tapeline query \"SELECT interval, count(*) FROM latest_bars GROUP BY interval\"",
            "  tapeline query --warehouse \"SELECT * FROM daily_bars ORDER BY trading_date\""
        })
final class QueryCommand implements Callable<Integer> {
    private final TapelineCommand root;

    @Parameters(paramLabel = "SQL", description = "One statement.")
    private String sql = "";

    @Option(names = "--warehouse", description = "Ask the warehouse instead of the lake.")
    private boolean warehouse;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, csv, or json, which is one object a line (default: table).")
    private ResultFormat format = ResultFormat.TABLE;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "200",
            description = "Rows that a table shows at most (default: 200).")
    private int limit = 200;

    QueryCommand(TapelineCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        RunningStack running = root.running();
        if (warehouse) {
            try (LakeSql database = LakeSql.warehouse(running.warehouseJdbcUrl())) {
                return run(database);
            }
        }
        try (Lake lake = Lake.open(running.endpoints().http(Service.CATALOG), running.objects());
                LakeSql database = LakeSql.lake(lake)) {
            return run(database);
        }
    }

    private int run(LakeSql database) {
        Console console = root.console();
        database.query(sql, rows -> {
            format.write(rows, console.out(), limit);
            return true;
        });
        return 0;
    }
}
