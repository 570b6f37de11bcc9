package dev.mneme.objects.file;

import dev.mneme.objects.ListPage;
import dev.mneme.objects.ObjectKey;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * One page of keys, in the order of the whole key's text.
 *
 * <p>That order is not the order of the names in each folder: {@code a-b} comes before {@code a/b},
 * though {@code a} comes before {@code a-b}. A folder therefore takes its turn as its name with the
 * slash. What a name stands for is asked only when its turn comes, so that a page of a large folder
 * looks at few files.
 */
final class KeyWalk {
  private final Path root;
  private final String prefix;
  private final String after;
  private final int limit;
  private final List<ListPage.Entry> entries = new ArrayList<>();
  private boolean more;

  KeyWalk(Path root, String prefix, String after, int limit) {
    this.root = root;
    this.prefix = prefix;
    this.after = after;
    this.limit = limit;
  }

  KeyWalk run() throws IOException {
    String folder = Folders.folderOf(prefix);
    if (folder.isEmpty() && !prefix.startsWith("/")) {
      walk("");
    } else if (ObjectKey.isKey(folder)) {
      walk(folder + "/");
    }
    return this;
  }

  List<ListPage.Entry> entries() {
    return entries;
  }

  boolean more() {
    return more;
  }

  /**
   * @param folder empty, or ends with a slash
   */
  private void walk(String folder) throws IOException {
    PriorityQueue<String> names = namesIn(folder);
    for (String name = names.poll(); name != null && !more; name = names.poll()) {
      if (name.endsWith("/")) {
        walk(folder + name);
      } else if (mayBeWanted(folder + name)) {
        visit(folder, name, names);
      }
    }
  }

  /**
   * A heap: a page takes a few out of what may be tens of thousands. Names are cut out of the whole
   * path as text, because to ask each path for its last part takes longer than all the rest.
   */
  private PriorityQueue<String> namesIn(String folder) throws IOException {
    List<String> names = new ArrayList<>();
    Path path = root.resolve(folder);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      String start = path.resolve("x").toString();
      files.forEach(file -> names.add(file.toString().substring(start.length() - 1)));
    } catch (NoSuchFileException | NotDirectoryException none) {
      return new PriorityQueue<>();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return new PriorityQueue<>(names);
  }

  /** Whether the page may show this as a key, or a key below it. */
  private boolean mayBeWanted(String key) {
    return key.startsWith(prefix)
        && (key.compareTo(after) > 0 || isWantedFolder(key + "/"))
        && ObjectKey.isKey(key);
  }

  private boolean isWantedFolder(String folder) {
    return folder.compareTo(after) > 0 || after.startsWith(folder);
  }

  private void visit(String folder, String name, PriorityQueue<String> names) throws IOException {
    String key = folder + name;
    BasicFileAttributes attributes = attributesIfThere(root.resolve(key));
    if (attributes == null) {
      return; // deleted meanwhile
    }
    if (attributes.isDirectory() && isWantedFolder(key + "/")) {
      names.add(name + "/");
    } else if (attributes.isRegularFile() && key.compareTo(after) > 0) {
      add(new ObjectKey(key), attributes);
    }
  }

  private void add(ObjectKey key, BasicFileAttributes attributes) {
    if (entries.size() == limit) {
      more = true;
    } else {
      entries.add(
          new ListPage.Entry(key, attributes.size(), attributes.lastModifiedTime().toInstant()));
    }
  }

  /** Unlike {@link Files#readAttributes} this makes no exception of a file that is not there. */
  static @Nullable BasicFileAttributes attributesIfThere(Path path) throws IOException {
    return path.getFileSystem().provider().readAttributesIfExists(path, BasicFileAttributes.class);
  }
}
