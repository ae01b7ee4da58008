package io.tapeline.batch.compact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.PropertyUtil;
import org.apache.iceberg.util.StructLikeWrapper;

/**
 * The files of some partitions, counted from metadata.
 *
 * @param files all of them
 * @param mergeable files below three quarters of the target size that share their partition with another such file
 */
record SmallFiles(int files, int mergeable) {
    private static final double SMALL = 0.75;

    static SmallFiles of(Table table, Expression partitions) {
        long target = PropertyUtil.propertyAsLong(
                table.properties(),
                TableProperties.WRITE_TARGET_FILE_SIZE_BYTES,
                TableProperties.WRITE_TARGET_FILE_SIZE_BYTES_DEFAULT);
        Map<StructLikeWrapper, Integer> small = new HashMap<>();
        StructLikeWrapper wrapper = StructLikeWrapper.forType(table.spec().partitionType());
        int files = 0;
        try (CloseableIterable<FileScanTask> tasks =
                table.newScan().filter(partitions).planFiles()) {
            for (FileScanTask task : tasks) {
                files++;
                if (task.file().fileSizeInBytes() < SMALL * target) {
                    small.merge(wrapper.copyFor(task.file().partition()), 1, Integer::sum);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int mergeable = small.values().stream()
                .filter(count -> count > 1)
                .mapToInt(Integer::intValue)
                .sum();
        return new SmallFiles(files, mergeable);
    }
}
