package io.tapeline.ingest;

import io.tapeline.ingest.trust.KeyRing;
import io.tapeline.ingest.trust.Trust;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/** Says which keys are in force. Never down: with a keys file that cannot be used the service goes on with the keys it has. */
final class KeysHealth {
    @Produces
    @Singleton
    @Readiness
    HealthCheck keys(Trust trust) {
        return () -> {
            HealthCheckResponseBuilder answer =
                    HealthCheckResponse.named("keys").up();
            @Nullable KeyRing keys = trust.keys();
            if (keys == null) {
                return answer.withData("required", false).build();
            }
            @Nullable String problem = keys.problem();
            answer.withData("required", true).withData("keys", keys.count());
            return (problem == null ? answer : answer.withData("problem", problem)).build();
        };
    }
}
