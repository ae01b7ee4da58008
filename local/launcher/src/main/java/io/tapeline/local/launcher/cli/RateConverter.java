package io.tapeline.local.launcher.cli;

import io.tapeline.local.replay.Pace;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a rate such as {@code 500} or {@code 20k}. Made by reflection. */
final class RateConverter implements ITypeConverter<Double> {
    @Override
    public Double convert(String value) {
        try {
            return Pace.parseRate(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
