package io.tapeline.local.launcher.cli;

import io.tapeline.local.replay.Pace;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a speed such as {@code 10x} or {@code max}. Made by reflection. */
final class SpeedConverter implements ITypeConverter<Double> {
    @Override
    public Double convert(String value) {
        try {
            return Pace.parseSpeed(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
