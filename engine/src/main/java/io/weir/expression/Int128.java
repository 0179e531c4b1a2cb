package io.weir.expression;

import java.math.BigInteger;

/**
 * A register of 128 bits for decimals of up to 38 digits: operations leave their result in {@link #high()} and {@link #low()}. Those
 * that answer a boolean say whether the result fits; if it does not, the register holds nothing of use. One register serves a
 * whole loop.
 */
public final class Int128 {
    public static final int MAX_POWER = 38;
    private static final long[] TENS = new long[19];
    private static final BigInteger[] BIG_TENS = new BigInteger[2 * MAX_POWER + 2];
    private static final long[] TENS_HIGH = new long[MAX_POWER + 1];
    private static final long[] TENS_LOW = new long[MAX_POWER + 1];

    static {
        for (var i = 0; i < BIG_TENS.length; i++) {
            BIG_TENS[i] = BigInteger.TEN.pow(i);
        }
        for (var i = 0; i <= MAX_POWER; i++) {
            TENS_HIGH[i] = BIG_TENS[i].shiftRight(64).longValue();
            TENS_LOW[i] = BIG_TENS[i].longValue();
        }
        for (var i = 0; i < TENS.length; i++) {
            TENS[i] = TENS_LOW[i];
        }
    }

    private long high;
    private long low;

    public long high() {
        return high;
    }

    public long low() {
        return low;
    }

    /** Ten to the power of 0 to 18. */
    public static long powerOfTen(int power) {
        return TENS[power];
    }

    public static BigInteger bigPowerOfTen(int power) {
        return power < BIG_TENS.length ? BIG_TENS[power] : BigInteger.TEN.pow(power);
    }

    /** The half of a number that stands above the low 64 bits of a long. */
    public static long highOf(long value) {
        return value >> 63;
    }

    public static boolean isLong(long high, long low) {
        return high == low >> 63;
    }

    public static int compare(long leftHigh, long leftLow, long rightHigh, long rightLow) {
        return leftHigh == rightHigh ? Long.compareUnsigned(leftLow, rightLow) : Long.compare(leftHigh, rightHigh);
    }

    /** Whether the absolute value has at most that many decimal digits. */
    public static boolean hasDigits(long high, long low, int digits) {
        if (high < 0) {
            var negated = -low;
            return compareUnsigned(~high + (negated == 0 ? 1 : 0), negated, TENS_HIGH[digits], TENS_LOW[digits]) < 0;
        }
        return compareUnsigned(high, low, TENS_HIGH[digits], TENS_LOW[digits]) < 0;
    }

    private static int compareUnsigned(long leftHigh, long leftLow, long rightHigh, long rightLow) {
        return leftHigh == rightHigh
                ? Long.compareUnsigned(leftLow, rightLow)
                : Long.compareUnsigned(leftHigh, rightHigh);
    }

    public static BigInteger toBigInteger(long high, long low) {
        var big = BigInteger.valueOf(high).shiftLeft(64);
        return big.add(BigInteger.valueOf(low >>> 1).shiftLeft(1)).add(BigInteger.valueOf(low & 1));
    }

    public static double toDouble(long high, long low) {
        return isLong(high, low) ? (double) low : toBigInteger(high, low).doubleValue();
    }

    public BigInteger toBigInteger() {
        return toBigInteger(high, low);
    }

    public boolean hasDigits(int digits) {
        return hasDigits(high, low, digits);
    }

    public void set(long newHigh, long newLow) {
        high = newHigh;
        low = newLow;
    }

    public void set(long value) {
        set(highOf(value), value);
    }

    public boolean set(BigInteger value) {
        set(value.shiftRight(64).longValue(), value.longValue());
        return value.bitLength() < 128;
    }

    public boolean negate() {
        var negated = -low;
        var overflow = high == Long.MIN_VALUE && low == 0;
        set(~high + (negated == 0 ? 1 : 0), negated);
        return !overflow;
    }

    public boolean add(long otherHigh, long otherLow) {
        var sum = low + otherLow;
        var carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        var sumHigh = high + otherHigh + carry;
        var fits = ((high ^ sumHigh) & (otherHigh ^ sumHigh)) >= 0;
        set(sumHigh, sum);
        return fits;
    }

    public boolean subtract(long otherHigh, long otherLow) {
        var borrow = Long.compareUnsigned(low, otherLow) < 0 ? 1 : 0;
        var difference = high - otherHigh - borrow;
        var fits = ((high ^ otherHigh) & (high ^ difference)) >= 0;
        set(difference, low - otherLow);
        return fits;
    }

    public boolean multiply(long otherHigh, long otherLow) {
        if (isLong(high, low) && isLong(otherHigh, otherLow)) {
            set(Math.multiplyHigh(low, otherLow), low * otherLow);
            return true;
        }
        return set(toBigInteger().multiply(toBigInteger(otherHigh, otherLow)));
    }

    /** Divides and rounds half away from zero. The divisor is not zero. */
    public boolean divideRounded(long divisorHigh, long divisorLow) {
        if (isLong(high, low)
                && isLong(divisorHigh, divisorLow)
                && divisorLow != Long.MIN_VALUE
                && low != Long.MIN_VALUE) {
            set(quotientRounded(low, divisorLow));
            return true;
        }
        return set(quotientRounded(toBigInteger(), toBigInteger(divisorHigh, divisorLow)));
    }

    /** Divides, rounded half away from zero. The divisor is not zero, and neither is {@link Long#MIN_VALUE}. */
    public static long quotientRounded(long dividend, long divisor) {
        var quotient = dividend / divisor;
        var rest = Math.abs(dividend % divisor);
        var size = Math.abs(divisor);
        if (rest >= size - rest) {
            return (dividend ^ divisor) < 0 ? quotient - 1 : quotient + 1;
        }
        return quotient;
    }

    public static BigInteger quotientRounded(BigInteger dividend, BigInteger divisor) {
        var parts = dividend.divideAndRemainder(divisor);
        if (parts[1].abs().shiftLeft(1).compareTo(divisor.abs()) < 0) {
            return parts[0];
        }
        return parts[0].add(BigInteger.valueOf((long) dividend.signum() * divisor.signum()));
    }

    /** Multiplies with ten to a power, or divides by it, rounded half away from zero. */
    public boolean rescale(int power) {
        if (power == 0 || (high == 0 && low == 0)) {
            return true;
        }
        if (power > 0) {
            return power <= MAX_POWER && multiply(TENS_HIGH[power], TENS_LOW[power]);
        }
        return -power <= MAX_POWER
                ? divideRounded(TENS_HIGH[-power], TENS_LOW[-power])
                : set(quotientRounded(toBigInteger(), bigPowerOfTen(-power)));
    }
}
