package io.weir.sql.shell;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The text of a script. */
public final class ScriptFile {
    private ScriptFile() {}

    /** A mark of the byte order, which some editors write, is no part of a script. */
    public static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    public static String read(Path script) {
        try {
            return withoutMark(Files.readString(script));
        } catch (NoSuchFileException missing) {
            throw new EngineException(ErrorCode.NOT_FOUND, "no script " + script, missing);
        } catch (CharacterCodingException otherText) {
            throw new EngineException(ErrorCode.BAD_DATA, "the script " + script + " is not UTF-8", otherText);
        } catch (IOException unreadable) {
            throw new EngineException(
                    ErrorCode.INVALID_OPTION,
                    "cannot read the script " + script + ": " + unreadable.getMessage(),
                    unreadable);
        }
    }
}
