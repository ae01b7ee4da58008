package io.tapeline.infra.cluster;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an EMR release has.
 *
 * @param label such as {@code emr-7.13.0}
 * @param flink the version of its Flink, major and minor
 */
public record EmrRelease(String label, String flink, Set<EmrApplication> applications) {
    private static final Set<EmrApplication> ALL = EnumSet.allOf(EmrApplication.class);
    private static final Set<EmrApplication> BEFORE_7 =
            EnumSet.complementOf(EnumSet.of(EmrApplication.CLOUDWATCH_AGENT));

    /** From the release guide of EMR, "Application versions": those releases that people still start clusters with. */
    private static final Map<String, EmrRelease> KNOWN = new TreeMap<>();

    static {
        add("emr-6.15.0", "1.17", BEFORE_7);
        add("emr-7.0.0", "1.18", ALL);
        add("emr-7.1.0", "1.18", ALL);
        add("emr-7.2.0", "1.18", ALL);
        add("emr-7.3.0", "1.18", ALL);
        add("emr-7.4.0", "1.19", ALL);
        add("emr-7.5.0", "1.19", ALL);
        for (int minor = 6; minor <= 13; minor++) {
            add("emr-7." + minor + ".0", "1.20", ALL);
        }
    }

    private static void add(String label, String flink, Set<EmrApplication> applications) {
        KNOWN.put(label, new EmrRelease(label, flink, applications));
    }

    /** The release of that label, if it is known. */
    public static Optional<EmrRelease> of(String label) {
        return Optional.ofNullable(KNOWN.get(label));
    }

    /** The labels of those that are known, the newest first. */
    public static List<String> known() {
        return KNOWN.keySet().stream()
                .sorted(java.util.Comparator.comparingInt(EmrRelease::rank).reversed())
                .toList();
    }

    private static int rank(String label) {
        String[] numbers = label.substring("emr-".length()).split("\\.", -1);
        return Integer.parseInt(numbers[0]) * 1000 + Integer.parseInt(numbers[1]);
    }
}
