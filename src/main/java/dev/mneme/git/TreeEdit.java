package dev.mneme.git;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.jspecify.annotations.Nullable;

/**
 * Makes a tree out of another by putting and removing files. Reads and writes only the folders on
 * the way to them: an index of the whole tree would make every edit as slow as the memory is large.
 */
final class TreeEdit {
  private final ObjectReader reader;
  private final ObjectInserter inserter;

  TreeEdit(ObjectReader reader, ObjectInserter inserter) {
    this.reader = reader;
    this.inserter = inserter;
  }

  /**
   * Returns the tree after the changes; an empty one has an id too.
   *
   * @param base the tree to begin with, or {@link ObjectId#zeroId()} for an empty one
   * @param changes files by path; empty means that the file is removed, with folders that become
   *     empty
   * @throws PathConflictException if a name would be a file and a folder
   */
  ObjectId apply(ObjectId base, Map<String, Optional<Put>> changes) throws IOException {
    return write(edited(base, changes));
  }

  /**
   * What a file is to be.
   *
   * @param executable null if that stays as it is; a new file then is not
   */
  record Put(ObjectId content, @Nullable Boolean executable) {
    static Put of(ObjectId content) {
      return new Put(content, null);
    }

    private FileMode mode(@Nullable Entry old) {
      boolean was = old != null && old.mode().equals(FileMode.EXECUTABLE_FILE);
      return Objects.requireNonNullElse(executable, was)
          ? FileMode.EXECUTABLE_FILE
          : FileMode.REGULAR_FILE;
    }
  }

  private Map<String, Entry> edited(ObjectId base, Map<String, Optional<Put>> changes)
      throws IOException {
    Map<String, Entry> entries = read(base);
    Map<String, Put> puts = new TreeMap<>();
    Map<String, Map<String, Optional<Put>>> folders = new TreeMap<>();
    changes.forEach((path, content) -> {
      int slash = path.indexOf('/');
      if (slash >= 0) {
        folders
            .computeIfAbsent(path.substring(0, slash), name -> new HashMap<>())
            .put(path.substring(slash + 1), content);
      } else if (content.isPresent()) {
        puts.put(path, content.get());
      } else {
        entries.remove(path);
      }
    });
    for (Map.Entry<String, Map<String, Optional<Put>>> folder : folders.entrySet()) {
      editFolder(entries, folder.getKey(), folder.getValue());
    }
    puts.forEach((name, file) -> putFile(entries, name, file));
    return entries;
  }

  private static void putFile(Map<String, Entry> entries, String name, Put file) {
    Entry old = entries.get(name);
    entries.put(name, new Entry(file.mode(old), file.content()));
    if (old != null && old.mode().equals(FileMode.TREE)) {
      throw new PathConflictException(name);
    }
  }

  private void editFolder(
      Map<String, Entry> entries, String name, Map<String, Optional<Put>> changes)
      throws IOException {
    Entry old = entries.get(name);
    ObjectId folder =
        old != null && old.mode().equals(FileMode.TREE) ? old.id() : ObjectId.zeroId();
    boolean isFile = old != null && folder.equals(ObjectId.zeroId());
    Map<String, Entry> inside = edited(folder, changes);
    if (isFile && !inside.isEmpty()) {
      throw new PathConflictException(name);
    }
    if (!inside.isEmpty()) {
      entries.put(name, new Entry(FileMode.TREE, write(inside)));
    } else if (!isFile) {
      entries.remove(name);
    }
  }

  private Map<String, Entry> read(ObjectId tree) throws IOException {
    Map<String, Entry> entries = new HashMap<>();
    if (tree.equals(ObjectId.zeroId())) {
      return entries;
    }
    CanonicalTreeParser parser = new CanonicalTreeParser(null, reader, tree);
    for (; !parser.eof(); parser.next()) {
      entries.put(
          parser.getEntryPathString(),
          new Entry(parser.getEntryFileMode(), parser.getEntryObjectId()));
    }
    return entries;
  }

  private ObjectId write(Map<String, Entry> entries) throws IOException {
    TreeMap<String, Entry> sorted = new TreeMap<>(TreeEdit::compareAsGit);
    entries.forEach(
        (name, entry) -> sorted.put(entry.mode().equals(FileMode.TREE) ? name + "/" : name, entry));
    TreeFormatter formatter = new TreeFormatter();
    sorted.forEach((name, entry) -> {
      String plain = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
      formatter.append(plain, entry.mode(), entry.id());
    });
    return inserter.insert(formatter);
  }

  /** Git orders the entries of a tree by their bytes, folders as if they ended in a slash. */
  private static int compareAsGit(String a, String b) {
    return java.util.Arrays.compareUnsigned(Constants.encode(a), Constants.encode(b));
  }

  private record Entry(FileMode mode, ObjectId id) {}
}
