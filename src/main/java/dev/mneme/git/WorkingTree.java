package dev.mneme.git;

import dev.mneme.block.FileContent;
import dev.mneme.git.storage.LogRepository;
import dev.mneme.history.Conflict;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/** The files of {@code main} while they are being changed, one merge after the other. */
final class WorkingTree {
  /** Longer texts are not spelled out in a conflict. */
  private static final int MOST_BYTES_TOLD = 1 << 20;

  /** All texts that are spelled out have this many bytes together. */
  private long bytesToTell = 16 << 20;

  private final LogRepository repository;
  private final ObjectReader reader;
  private final Map<String, File> before = new TreeMap<>();
  private final Map<String, File> files;
  private final Map<GitId, byte[]> merged = new HashMap<>();

  WorkingTree(MemoryView view, ObjectReader reader) {
    this.repository = view.repository();
    this.reader = reader;
    view.head()
        .ifPresent(head ->
            new FileTree(view, head)
                .list("")
                .forEach(file ->
                    before.put(
                        file.path(), new File(new GitId(file.blobId()), file.executable()))));
    this.files = new TreeMap<>(before);
  }

  /** A regular file. */
  record File(GitId content, boolean executable) {
    static File of(FilePair.Side side) {
      return new File(GitId.of(side.id()), side.mode().equals(FileMode.EXECUTABLE_FILE));
    }
  }

  @Nullable File find(String path) {
    return files.get(path);
  }

  void put(String path, File file) {
    files.put(path, file);
  }

  void remove(String path) {
    files.remove(path);
  }

  /** What has become of a file with what was to become of it; empty if it cannot be both. */
  Optional<File> merge(FilePair.Side baseSide, File ours, FilePair.Side theirsSide)
      throws IOException {
    File base = File.of(baseSide);
    File theirs = File.of(theirsSide);
    boolean executable =
        ours.executable() == base.executable() ? theirs.executable() : ours.executable();
    return mergeContent(base.content(), ours.content(), theirs.content())
        .map(content -> new File(content, executable));
  }

  private Optional<GitId> mergeContent(GitId base, GitId ours, GitId theirs) throws IOException {
    if (ours.equals(base)) {
      return Optional.of(theirs);
    }
    if (ours.equals(theirs) || base.equals(theirs)) {
      return Optional.of(ours);
    }
    return TextMerge.merge(read(base), read(ours), read(theirs)).map(this::remember);
  }

  private GitId remember(byte[] content) {
    GitId id = GitId.ofFile(content);
    merged.put(id, content);
    return id;
  }

  private byte[] read(GitId content) throws IOException {
    byte[] own = merged.get(content);
    return own == null
        ? reader.open(content.toObjectId(), Constants.OBJ_BLOB).getCachedBytes(Integer.MAX_VALUE)
        : own;
  }

  /** What has to change, by path. */
  Map<String, Optional<NewFile>> changes() {
    Map<String, Optional<NewFile>> changes = new HashMap<>();
    before.keySet().stream()
        .filter(path -> !files.containsKey(path))
        .forEach(path -> changes.put(path, Optional.empty()));
    files.forEach((path, file) -> {
      if (!file.equals(before.get(path))) {
        changes.put(path, Optional.of(newFile(file)));
      }
    });
    return changes;
  }

  private NewFile newFile(File file) {
    return new NewFile(file.content(), merged.get(file.content()), file.executable());
  }

  Optional<Conflict.Version> version(FilePair.@Nullable Side side) throws IOException {
    if (side == null) {
      return Optional.empty();
    }
    boolean isBlob = !side.mode().equals(FileMode.GITLINK);
    return Optional.of(
        isBlob ? version(File.of(side)) : new Conflict.Version(side.id().name(), Optional.empty()));
  }

  Conflict.Version version(File file) {
    return new Conflict.Version(file.content().hex(), text(file.content()));
  }

  private Optional<String> text(GitId content) {
    try {
      byte[] own = merged.get(content);
      ObjectId id = content.toObjectId();
      long size = own == null ? reader.getObjectSize(id, Constants.OBJ_BLOB) : own.length;
      if (size > Math.min(MOST_BYTES_TOLD, bytesToTell)) {
        return Optional.empty();
      }
      bytesToTell -= size;
      return FileContent.of(read(content)) instanceof FileContent.Text text
          ? Optional.of(text.file().text())
          : Optional.empty();
    } catch (IOException e) {
      throw repository.log().unreadable(e);
    }
  }
}
