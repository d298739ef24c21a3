package berth.error;

/**
 * Texts that Discord, Midjourney or a holder wrote. They are shown to people, in logs, pages and
 * terminals, so they must not contain characters that are not seen, but change how the text around
 * them is shown: control characters, directions, line separators.
 */
public final class ForeignText {

  private static final String UNSEEN = "[\\p{C}\\p{Zl}\\p{Zp}]";

  private ForeignText() {}

  /** The text with spaces in place of such characters, and at most so many characters of it. */
  public static String of(String text, int most) {
    int characters = text.codePointCount(0, text.length());
    return text.substring(0, text.offsetByCodePoints(0, Math.min(characters, most)))
        .replaceAll(UNSEEN, " ");
  }
}
