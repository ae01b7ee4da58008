package io.tapeline.infra.cost;

import io.tapeline.infra.config.InfraConfig;
import io.tapeline.settings.SettingsException;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Prints what a profile costs a month.
 *
 * <p>Ends with 0; with 2 where a setting, an option or a price is wrong, and says what.
 */
@Command(
        name = "cost",
        mixinStandardHelpOptions = true,
        description =
                "Estimates what a profile costs a month, from a dated file of list prices. No AWS account is needed.")
public final class CostCommand implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int WRONG = 2;
    private static final BigDecimal MOST_HOURS = BigDecimal.valueOf(24);
    private static final BigDecimal MOST_DAYS = BigDecimal.valueOf(31);

    private final Path checkout;
    private final PrintStream out;
    private final PrintStream err;

    @Option(names = "--profile", required = true, description = "dev, staging, prod, or another of infra/profiles")
    private String profile = "";

    @Option(names = "--rate", description = "trades a second; default: expected_trades_per_second of the profile")
    private @Nullable BigDecimal rate;

    @Option(names = "--hours-per-day", description = "hours in which they come; default: expected_hours_per_day")
    private @Nullable BigDecimal hours;

    @Option(names = "--days-per-month", description = "days on which they come; default: expected_days_per_month")
    private @Nullable BigDecimal days;

    @Option(names = "--prices", description = "file of prices; default: the newest of the region in infra/prices")
    private @Nullable Path pricesFile;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Parameters(paramLabel = "KEY=VALUE", description = "settings to change, such as core_instance_count=4")
    private List<String> changes = new ArrayList<>();

    /** @param checkout the folder that holds {@code infra/} */
    public CostCommand(Path checkout, PrintStream out, PrintStream err) {
        this.checkout = checkout;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        try {
            InfraConfig config = config();
            Load load = load(config);
            Prices prices =
                    Prices.read(pricesFile == null ? newest(config.general().region()) : pricesFile);
            Plan plan = Plans.of(config);
            Estimate estimate = Estimate.of(plan, load, prices);
            BigDecimal budget = config.general().monthlyBudget();
            if (!prices.region().equals(config.general().region())) {
                err.println("these are prices of " + prices.region() + ", and the profile's region is "
                        + config.general().region());
            }
            out.print(
                    json
                            ? CostJson.of(profile, estimate, load, prices, budget)
                            : CostTable.of(profile, estimate, load, prices, budget));
            return DONE;
        } catch (SettingsException | PriceException | IllegalArgumentException wrong) {
            err.println(wrong.getMessage());
            return WRONG;
        }
    }

    private InfraConfig config() {
        Map<String, String> overrides = new LinkedHashMap<>();
        for (String change : changes) {
            int equals = change.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("not KEY=VALUE: " + change);
            }
            overrides.put(change.substring(0, equals), change.substring(equals + 1));
        }
        return InfraConfig.read(checkout.resolve("infra/profiles/" + profile + ".properties"), overrides);
    }

    private Load load(InfraConfig config) {
        CostConfig expected = config.cost();
        return new Load(
                within("--rate", rate, expected.tradesPerSecond(), CostConfig.MOST_TRADES),
                within("--hours-per-day", hours, expected.hoursPerDay(), MOST_HOURS),
                within("--days-per-month", days, expected.daysPerMonth(), MOST_DAYS));
    }

    private static BigDecimal within(String option, @Nullable BigDecimal given, BigDecimal expected, BigDecimal most) {
        BigDecimal value = given == null ? expected : given;
        if (value.signum() < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    option + " is not a number from 0 to " + most.toPlainString() + ": " + value.toPlainString());
        }
        return value;
    }

    private Path newest(String region) {
        Path folder = checkout.resolve("infra/prices");
        try (Stream<Path> files = Files.list(folder)) {
            Optional<Path> newest = files.filter(
                            file -> file.getFileName().toString().matches(region + "-\\d{4}-\\d{2}\\.properties"))
                    .max(Comparator.comparing(Path::toString));
            return newest.orElseThrow(() -> new PriceException("no prices of " + region + " in " + folder + ": write "
                    + region + "-YYYY-MM.properties, or give a file with --prices"));
        } catch (IOException unreadable) {
            throw new PriceException("cannot read " + folder + ": " + unreadable);
        }
    }
}
