package io.weir.relational;

import io.weir.Nullable;
import java.util.Arrays;

/**
 * The group of each number in pages of 4096, for keys that are numbers near each other, as most ids are: a lookup compares nothing, and
 * keys that come in order, as those of clustered files do, find their groups in order. There is memory only for pages with keys.
 */
final class DenseGroups {
    private static final int PAGE_BITS = 12;
    private static final int PAGE = 1 << PAGE_BITS;

    /** Stands for a page without a key; never written. */
    private static final int[] NONE = new int[PAGE];

    /** So many numbers a group at the most: 48 bytes, no more than what {@link GroupSlots} may take for one. */
    private static final int NUMBERS_A_GROUP = 12;

    /** As many pages are for any groups: keys that lie in a few places begin and end in the middle of a page. */
    private static final int FREE_PAGES = 16;

    /** This part of the range is added beyond the keys that made it grow, so that those which follow seldom ask. */
    private static final int SPARE_PART = 8;

    private static final int MOST_PAGES = 1 << 24;

    private long firstPage;

    /** Group plus one of each number of a page; 0 where there is none. */
    private int[][] pages;

    private int taken;

    private DenseGroups(long firstPage, int pageCount) {
        this.firstPage = firstPage;
        pages = new int[pageCount][];
        Arrays.fill(pages, NONE);
    }

    /** With no group yet, for that range of keys, both ends included; null where it is too wide for so many groups. */
    static @Nullable DenseGroups ofRange(long least, long greatest, int groups) {
        var span = pageOf(greatest) - pageOf(least);
        return fits(span, groups) ? new DenseGroups(pageOf(least), (int) span + 1) : null;
    }

    /** Whether so many groups may have a range of so many pages, most of them without a key. */
    private static boolean fits(long span, int groups) {
        return span >= 0 && span < Math.min(MOST_PAGES, groups / 2);
    }

    private static long pageOf(long key) {
        return key >> PAGE_BITS;
    }

    boolean covers(long key) {
        // Unsigned: one comparison for both ends. Page numbers are far from overflowing.
        return Long.compareUnsigned(pageOf(key) - firstPage, pages.length) < 0;
    }

    /** The group of a key in the range, -1 where it has none. */
    int get(long key) {
        return pages[(int) (pageOf(key) - firstPage)][(int) key & PAGE - 1] - 1;
    }

    /** Gives a key in the range its group. False, with nothing done, if so many groups may not have one more page. */
    boolean put(long key, int group, int groups) {
        var at = (int) (pageOf(key) - firstPage);
        if (pages[at] == NONE) {
            if (taken >= mostPages(groups)) {
                return false;
            }
            pages[at] = new int[PAGE];
            taken++;
        }
        pages[at][(int) key & PAGE - 1] = group + 1;
        return true;
    }

    private static long mostPages(int groups) {
        return FREE_PAGES + ((long) NUMBERS_A_GROUP * groups >> PAGE_BITS);
    }

    /** Makes the range reach over these keys too. False, with nothing done, if they are too far away for so many groups. */
    boolean widen(long least, long greatest, int groups) {
        var from = Math.min(firstPage, pageOf(least));
        var to = Math.max(firstPage + pages.length - 1, pageOf(greatest));
        if (!fits(to - from, groups)) {
            return false;
        }
        var spare = 1 + (to - from) / SPARE_PART;
        if (from < firstPage) {
            from -= spare;
        } else {
            to += spare;
        }
        var wider = new DenseGroups(from, (int) (to - from + 1));
        System.arraycopy(pages, 0, wider.pages, (int) (firstPage - from), pages.length);
        firstPage = from;
        pages = wider.pages;
        return true;
    }

    long bytes() {
        return 4L * PAGE * taken + 8L * pages.length;
    }

    /** The most bytes for so many groups, while the range is made wider. */
    static long mostBytes(int groups) {
        return 4L * PAGE * mostPages(groups) + 10L * groups;
    }
}
