package io.weir.aggregate;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A merging t-digest (Dunning and Ertl, 2019): values in clusters that are small at both ends, so that extreme percentiles are the
 * most exact. Of a few hundred values it forgets nothing.
 */
final class TDigest {
    private static final double COMPRESSION = 200;
    private static final int MAX_CENTROIDS = 512;
    private static final int FIRST_CENTROIDS = 8;

    private double[] means = new double[FIRST_CENTROIDS];
    private double[] weights = new double[FIRST_CENTROIDS];
    private int size;
    private boolean sorted = true;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;

    void add(double value) {
        add(value, 1);
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
    }

    private void add(double mean, double weight) {
        if (size == means.length) {
            if (size == MAX_CENTROIDS) {
                compress();
            } else {
                means = Arrays.copyOf(means, size * 2);
                weights = Arrays.copyOf(weights, size * 2);
            }
        }
        means[size] = mean;
        weights[size++] = weight;
        sorted = false;
    }

    void merge(TDigest other) {
        for (var i = 0; i < other.size; i++) {
            add(other.means[i], other.weights[i]);
        }
        least = Math.min(least, other.least);
        greatest = Math.max(greatest, other.greatest);
    }

    private double totalWeight() {
        var sum = 0.0;
        for (var i = 0; i < size; i++) {
            sum += weights[i];
        }
        return sum;
    }

    private void sort() {
        if (sorted) {
            return;
        }
        var order = new Integer[size];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(means[a], means[b]));
        var sortedMeans = new double[means.length];
        var sortedWeights = new double[weights.length];
        for (var i = 0; i < size; i++) {
            sortedMeans[i] = means[order[i]];
            sortedWeights[i] = weights[order[i]];
        }
        means = sortedMeans;
        weights = sortedWeights;
        sorted = true;
    }

    private void compress() {
        sort();
        var total = totalWeight();
        var kept = 0;
        var before = 0.0;
        var limit = total * upperQuantile(0);
        for (var i = 1; i < size; i++) {
            if (before + weights[kept] + weights[i] <= limit) {
                weights[kept] += weights[i];
                means[kept] += (means[i] - means[kept]) * weights[i] / weights[kept];
            } else {
                before += weights[kept++];
                limit = total * upperQuantile(before / total);
                means[kept] = means[i];
                weights[kept] = weights[i];
            }
        }
        size = kept + 1;
    }

    /** Where a cluster that begins at that quantile has to end: one step further on the arcsine scale. */
    private static double upperQuantile(double quantile) {
        var step = Math.asin(2 * quantile - 1) + 2 * Math.PI / COMPRESSION;
        return step >= Math.PI / 2 ? 1 : (Math.sin(step) + 1) / 2;
    }

    /** The value below which that share of the values lies; at least one value was added. */
    double quantile(double share) {
        sort();
        var target = share * totalWeight();
        var before = 0.0;
        for (var i = 0; i < size; i++) {
            if (before + weights[i] >= target) {
                return weights[i] == 1 ? means[i] : between(i, before, target);
            }
            before += weights[i];
        }
        return greatest;
    }

    /** Inside a cluster, half of which lies on each side of its mean. */
    private double between(int index, double before, double target) {
        var position = (target - before) / weights[index];
        var left = index == 0 ? least : (means[index - 1] + means[index]) / 2;
        var right = index == size - 1 ? greatest : (means[index] + means[index + 1]) / 2;
        return position < 0.5
                ? left + (means[index] - left) * position * 2
                : means[index] + (right - means[index]) * (position - 0.5) * 2;
    }

    byte[] toBytes() {
        var buffer = ByteBuffer.allocate(2 * Double.BYTES * (size + 1));
        buffer.putDouble(least).putDouble(greatest);
        for (var i = 0; i < size; i++) {
            buffer.putDouble(means[i]).putDouble(weights[i]);
        }
        return buffer.array();
    }

    static TDigest of(byte[] data, int start, int length) {
        var digest = new TDigest();
        var buffer = ByteBuffer.wrap(data, start, length);
        digest.least = buffer.getDouble();
        digest.greatest = buffer.getDouble();
        while (buffer.hasRemaining()) {
            var mean = buffer.getDouble();
            digest.add(mean, buffer.getDouble());
        }
        return digest;
    }

    int bytes() {
        return 80 + 16 * means.length;
    }
}
