package io.tapeline.local.launcher.cli;

import io.tapeline.local.replay.TimestampUnit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code s}, {@code ms}, {@code us} and {@code ns}. Made by reflection. */
final class UnitConverter implements ITypeConverter<TimestampUnit> {
    @Override
    public TimestampUnit convert(String value) {
        try {
            return TimestampUnit.ofCode(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + value + "' is not s, ms, us or ns");
        }
    }
}
