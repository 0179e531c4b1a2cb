package io.weir.formats.file;

/** Which files are not part of a table although they lie in its directory. */
final class HiddenNames {
    private HiddenNames() {}

    /** A name that begins with a dot or an underscore; a directory of a partition, {@code _day=1}, is not hidden. */
    static boolean isHidden(String name) {
        return name.startsWith(".") || name.startsWith("_") && name.indexOf('=') < 0;
    }

    /** Whether any name on the way from {@code root} down to {@code path} is hidden. */
    static boolean isHiddenBelow(String root, String path) {
        for (var name : path.substring(Math.min(root.length(), path.length())).split("/")) {
            if (isHidden(name)) {
                return true;
            }
        }
        return false;
    }
}
