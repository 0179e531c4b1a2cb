package io.weir.formats.parquet;

/**
 * What a column means beyond its physical type.
 *
 * @param digits precision of a decimal, digits below the second of times, bits of an integer; else 0
 * @param scale of a decimal; else 0
 * @param flag of a time: adjusted to UTC; of an integer: signed
 */
record Logical(Kind kind, int digits, int scale, boolean flag) {
    static final Logical NONE = of(Kind.NONE);

    enum Kind {
        NONE,
        STRING,
        LIST,
        MAP,
        DECIMAL,
        DATE,
        TIME,
        TIMESTAMP,
        INTEGER,
        FLOAT16,
        UUID,
        INTERVAL
    }

    static Logical of(Kind kind) {
        return new Logical(kind, 0, 0, false);
    }

    /** The older annotation; a time written with it alone says nothing reliable of UTC, so it is read as not adjusted. */
    static Logical ofConverted(int number, int precision, int scale) {
        return switch (number) {
            case 0, 4, 19 -> of(Kind.STRING);
            case 1, 2 -> of(Kind.MAP);
            case 3 -> of(Kind.LIST);
            case 5 -> new Logical(Kind.DECIMAL, precision, scale, false);
            case 6 -> of(Kind.DATE);
            case 7 -> new Logical(Kind.TIME, 3, 0, false);
            case 8 -> new Logical(Kind.TIME, 6, 0, false);
            case 9 -> new Logical(Kind.TIMESTAMP, 3, 0, false);
            case 10 -> new Logical(Kind.TIMESTAMP, 6, 0, false);
            case 11, 12, 13, 14 -> new Logical(Kind.INTEGER, 8 << number - 11, 0, false);
            case 15, 16, 17, 18 -> new Logical(Kind.INTEGER, 8 << number - 15, 0, true);
            case 21 -> of(Kind.INTERVAL);
            default -> NONE;
        };
    }

    static Logical read(ThriftReader in) {
        var found = new Logical[] {NONE};
        in.struct((id, type) -> {
            if (type != ThriftReader.STRUCT) {
                return false;
            }
            switch (id) {
                case 1, 4, 12 -> found[0] = of(Kind.STRING);
                case 2 -> found[0] = of(Kind.MAP);
                case 3 -> found[0] = of(Kind.LIST);
                case 5 -> {
                    found[0] = readDecimal(in);
                    return true;
                }
                case 6 -> found[0] = of(Kind.DATE);
                case 7 -> {
                    found[0] = readTime(in, Kind.TIME);
                    return true;
                }
                case 8 -> {
                    found[0] = readTime(in, Kind.TIMESTAMP);
                    return true;
                }
                case 10 -> {
                    found[0] = readInteger(in);
                    return true;
                }
                case 14 -> found[0] = of(Kind.UUID);
                case 15 -> found[0] = of(Kind.FLOAT16);
                default -> {}
            }
            return false;
        });
        return found[0];
    }

    private static Logical readDecimal(ThriftReader in) {
        var numbers = new int[2];
        in.struct((id, type) -> {
            if (id != 1 && id != 2) {
                return false;
            }
            numbers[id - 1] = in.i32();
            return true;
        });
        return new Logical(Kind.DECIMAL, numbers[1], numbers[0], false);
    }

    private static Logical readTime(ThriftReader in, Kind kind) {
        var adjusted = new boolean[1];
        var digits = new int[] {6};
        in.struct((id, type) -> {
            if (id == 1) {
                adjusted[0] = type == ThriftReader.TRUE;
                return true;
            }
            if (id != 2 || type != ThriftReader.STRUCT) {
                return false;
            }
            in.struct((unit, unitType) -> {
                if (unit > 3) {
                    throw new Damage("unknown unit of time " + unit);
                }
                digits[0] = 3 * unit;
                return false;
            });
            return true;
        });
        return new Logical(kind, digits[0], 0, adjusted[0]);
    }

    private static Logical readInteger(ThriftReader in) {
        var bits = new int[1];
        var signed = new boolean[1];
        in.struct((id, type) -> {
            if (id == 1 && type == 3) {
                bits[0] = in.int8();
                return true;
            }
            if (id == 2) {
                signed[0] = type == ThriftReader.TRUE;
                return true;
            }
            return false;
        });
        return new Logical(Kind.INTEGER, bits[0], 0, signed[0]);
    }
}
