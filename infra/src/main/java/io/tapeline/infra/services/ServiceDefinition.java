package io.tapeline.infra.services;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.secretsmanager.ISecret;

/**
 * One of the services, as its container is run.
 *
 * @param id of its constructs
 * @param name as its module and its image are called
 * @param port where it listens
 * @param image folder of its Dockerfile
 * @param environment its settings, beside those that all have
 * @param statements what it may do, and nothing else
 * @param openNames why some of these end in a star
 * @param outPorts where it connects to
 * @param keys the secret that becomes its file of API keys
 * @param spool GiB of disk
 * @param paths of its requests, five at most to a rule of the load balancer
 */
record ServiceDefinition(
        String id,
        String name,
        int port,
        Path image,
        TaskConfig tasks,
        Map<String, String> environment,
        List<PolicyStatement> statements,
        Optional<String> openNames,
        List<Integer> outPorts,
        Optional<ISecret> keys,
        int spool,
        List<List<String>> paths) {
    /** Where the file of API keys is in a container. */
    static final String KEYS_FILE = "/etc/tapeline/api-keys.json";
    /** Where the spool is. */
    static final String SPOOL = "/var/spool/tapeline";
}
