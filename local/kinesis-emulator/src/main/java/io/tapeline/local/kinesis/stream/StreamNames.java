package io.tapeline.local.kinesis.stream;

import java.util.regex.Pattern;

/** Names and ARNs. The account is always {@value #ACCOUNT}; an ARN is understood whatever its account and region. */
final class StreamNames {
    static final String ACCOUNT = "000000000000";
    static final int MAX_CONSUMERS = 20;

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");
    private static final String MARK = ":stream/";

    private StreamNames() {}

    static String arn(String region, String name) {
        return "arn:aws:kinesis:" + region + ":" + ACCOUNT + MARK + name;
    }

    static String check(String member, String name) {
        if (!NAME.matcher(name).matches()) {
            throw KinesisException.constraint(
                    member, name, "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]{1,128}");
        }
        return name;
    }

    /** The stream that a stream's or consumer's ARN names. */
    static String streamOf(String member, String arn) {
        int at = arn.indexOf(MARK);
        if (!arn.startsWith("arn:") || at < 0) {
            throw KinesisException.constraint(
                    member,
                    arn,
                    "Member must satisfy regular expression pattern: arn:aws.*:kinesis:.*:\\d{12}:stream/\\S+");
        }
        String rest = arn.substring(at + MARK.length());
        int slash = rest.indexOf('/');
        return check(member, slash < 0 ? rest : rest.substring(0, slash));
    }

    static KinesisException notFound(String name) {
        return KinesisException.notFound("Stream " + name + " under account " + ACCOUNT + " not found.");
    }
}
