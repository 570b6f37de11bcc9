package dev.mneme.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mneme.block.BlockFile;
import dev.mneme.block.FileContent;
import dev.mneme.block.Label;
import dev.mneme.git.GitId;
import dev.mneme.git.MemoryView;
import dev.mneme.history.FileEntry;
import dev.mneme.history.FileView;
import org.jspecify.annotations.Nullable;

/**
 * What lists say of files, which takes a look into each. Remembered by the id of the content, of
 * which it is true for ever.
 */
final class FileFacts {
  /** Larger files are not looked into: a list must not read them all. */
  private static final long MOST_BYTES = 1 << 20;

  private static final int REMEMBERED = 20_000;

  private final Cache<String, Facts> known =
      Caffeine.newBuilder().maximumSize(REMEMBERED).executor(Runnable::run).build();

  private record Facts(@Nullable String description, @Nullable Integer tokens) {
    static final Facts NONE = new Facts(null, null);
  }

  /** A file with what is to be said of it. */
  FileView of(MemoryView view, FileEntry file) {
    Facts facts =
        file.sizeBytes() > MOST_BYTES
            ? Facts.NONE
            : known.get(file.blobId(), id -> facts(view.read(new GitId(id))));
    String label = Label.ofPath(file.path()).map(Label::value).orElse(null);
    return new FileView(file, label, facts.description(), facts.tokens());
  }

  private static Facts facts(byte[] content) {
    return FileContent.of(content) instanceof FileContent.Text text
        ? facts(text.file())
        : Facts.NONE;
  }

  private static Facts facts(BlockFile file) {
    return new Facts(file.fields().description(), Tokens.estimate(file.text()));
  }
}
