package dev.mneme.http.git;

import dev.mneme.block.Shown;
import dev.mneme.http.CallerGoneException;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
import org.eclipse.jgit.internal.submodule.SubmoduleValidator.SubmoduleValidationException;
import org.jspecify.annotations.Nullable;

/** What a pusher reads whose pack could not be unpacked: what, which rule, and what to do. */
final class UnpackFailures {
  private static final String MALFORMED =
      "the pack is damaged: an object in it is malformed. Push again";

  private UnpackFailures() {}

  /**
   * The sentence about what is wrong with a pack; empty if the pack is not at fault, but this
   * program or its storage. On one line, and without anything that a terminal would obey.
   */
  static Optional<String> sentence(Throwable failure, ReceiveSettings settings) {
    return Optional.ofNullable(sentenceOf(failure, settings));
  }

  private static @Nullable String sentenceOf(Throwable failure, ReceiveSettings settings) {
    return switch (failure) {
      case PushRefusedException refused -> text(refused);
      case TooLargeObjectInPackException large -> tooLarge(settings);
      case SubmoduleValidationException submodule ->
          ".gitmodules: %s (rule path/submodule). Commit the files of a submodule instead"
              .formatted(text(submodule));
      case CorruptObjectException wrong when isOfFsck(wrong) -> ofFsck(text(wrong));
      case IncorrectObjectTypeException wrong -> ofFsck(text(wrong));
      case MissingObjectException missing ->
          "%s: it is neither in the push nor in the repository. Run git fsck, and push again"
              .formatted(text(missing));
      case CallerGoneException gone -> "the pack ended early";
      case EOFException early -> "the pack ends too early. Push again";
      case IOException damaged -> "the pack is damaged: %s. Push again".formatted(text(damaged));
      // JGit takes objects apart without looking at what they say of their lengths.
      case IndexOutOfBoundsException malformed -> MALFORMED;
      case NegativeArraySizeException malformed -> MALFORMED;
      case IllegalArgumentException malformed -> MALFORMED;
      default -> null;
    };
  }

  /** JGit wraps what its checker says without a type of its own. */
  private static boolean isOfFsck(CorruptObjectException e) {
    return e.getErrorType() != null || e.getCause() instanceof CorruptObjectException;
  }

  /** What git's own check of an object found. */
  static String ofFsck(String problem) {
    return "git's own check refuses an object: %s (rule tree/fsck). Run git fsck, and make the commit again"
        .formatted(problem);
  }

  private static String tooLarge(ReceiveSettings settings) {
    return ("an object has more than %s bytes when it is unpacked; a file may have %s (rule"
            + " size/file, MNEME_MAX_FILE). Keep it outside of the memory repository")
        .formatted(Shown.count(settings.maxObjectBytes()), Shown.count(settings.maxFileBytes()));
  }

  private static String text(Throwable failure) {
    return Shown.of(String.valueOf(failure.getMessage())).replaceFirst("\\.+$", "");
  }
}
