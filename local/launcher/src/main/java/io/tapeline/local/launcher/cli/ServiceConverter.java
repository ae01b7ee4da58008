package io.tapeline.local.launcher.cli;

import io.tapeline.local.launcher.stack.Service;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a service. Made by reflection. */
final class ServiceConverter implements ITypeConverter<Service> {
    @Override
    public Service convert(String value) {
        try {
            return Service.ofId(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + value + "' is none of "
                    + Arrays.stream(Service.values()).map(Service::id).collect(Collectors.joining(", ")));
        }
    }
}
