package io.tapeline.local.standins;

import io.tapeline.local.process.FreePorts;

/** A port for each stand-in. */
public record StandInPorts(int s3, int postgres, int catalog, int dynamoDb) {
    /** Ports that are free now. */
    public static StandInPorts free() {
        return new StandInPorts(FreePorts.find(), FreePorts.find(), FreePorts.find(), FreePorts.find());
    }
}
