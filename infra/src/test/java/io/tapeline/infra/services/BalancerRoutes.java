package io.tapeline.infra.services;

import io.tapeline.infra.synth.Found;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awscdk.assertions.Template;

/** Where the listener's rules of a template send a request: a reading of their patterns as the load balancer documents it. */
final class BalancerRoutes {
    private static final String RULE = "AWS::ElasticLoadBalancingV2::ListenerRule";

    private final List<Map<String, Object>> rules;

    BalancerRoutes(Template template) {
        this.rules = Found.properties(template, RULE).stream()
                .sorted(Comparator.comparingInt(rule -> Found.intAt(rule, "Priority")))
                .toList();
    }

    /** The logical id of the target group that gets a path, or the status that the balancer answers with itself. */
    String target(String path) {
        for (Map<String, Object> rule : rules) {
            if (patterns(rule).stream().anyMatch(pattern -> matches(pattern, path))) {
                Object action = Found.at(rule, "Actions", 0);
                return Found.at(action, "Type").equals("forward")
                        ? Found.at(action, "TargetGroupArn", "Ref").toString()
                        : Found.at(action, "FixedResponseConfig", "StatusCode").toString();
            }
        }
        return "404";
    }

    /** Those of one rule. */
    static List<String> patterns(Map<String, Object> rule) {
        return Found.list(Found.at(rule, "Conditions", 0, "PathPatternConfig", "Values")).stream()
                .map(Object::toString)
                .toList();
    }

    List<Map<String, Object>> rules() {
        return rules;
    }

    /** A star is any text, a question mark any character; case counts, and nothing is decoded before. */
    private static boolean matches(String pattern, String path) {
        String regex = pattern.chars()
                .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining());
        return path.matches(regex);
    }
}
