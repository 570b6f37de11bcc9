package dev.mneme.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.junit.jupiter.api.Test;

class TreeEditTest {
  private static final List<String> NAMES = List.of("a", "b.md", "b", "c-d", "c", "c.x", "ü", "z0");
  private final InMemoryRepository repository =
      new InMemoryRepository(new DfsRepositoryDescription("tree-edit"));
  private final ObjectInserter inserter = repository.newObjectInserter();
  private final TreeEdit edit = new TreeEdit(inserter.newReader(), inserter);

  private ObjectId apply(ObjectId base, Map<String, Optional<ObjectId>> changes)
      throws IOException {
    Map<String, Optional<TreeEdit.Put>> puts = new HashMap<>();
    changes.forEach((path, content) -> puts.put(path, content.map(TreeEdit.Put::of)));
    return edit.apply(base, puts);
  }

  @Test
  void editedTreesAreTheOnesThatGitsIndexWouldWrite() throws IOException {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Map<String, ObjectId> files = new TreeMap<>();
      ObjectId tree = ObjectId.zeroId();
      for (int step = 0; step < 8; step++) {
        Map<String, Optional<ObjectId>> changes = changes(random, files);
        tree = apply(tree, changes);
        changes.forEach((path, content) -> {
          if (content.isPresent()) {
            files.put(path, content.get());
          } else {
            files.remove(path);
          }
        });

        assertThat(tree).as("seed %d, step %d, %s", seed, step, changes).isEqualTo(byIndex(files));
      }
    }
  }

  @Test
  void nameThatWouldBeFileAndFolderIsRefused() throws IOException {
    ObjectId content = inserter.insert(Constants.OBJ_BLOB, new byte[] {1});
    ObjectId tree = apply(ObjectId.zeroId(), Map.of("a.md/b.md", Optional.of(content)));

    assertThatThrownBy(() -> apply(tree, Map.of("a.md", Optional.of(content))))
        .isInstanceOf(PathConflictException.class)
        .hasMessageContaining("a.md");
    ObjectId other = apply(ObjectId.zeroId(), Map.of("a.md", Optional.of(content)));
    assertThatThrownBy(() -> apply(other, Map.of("a.md/b.md", Optional.of(content))))
        .isInstanceOf(PathConflictException.class);
  }

  /** Puts and removals whose result has no name that is file and folder. */
  private Map<String, Optional<ObjectId>> changes(Random random, Map<String, ObjectId> files)
      throws IOException {
    Map<String, Optional<ObjectId>> changes = new HashMap<>();
    for (String path : List.copyOf(files.keySet())) {
      if (random.nextInt(3) == 0) {
        changes.put(path, Optional.empty());
      }
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      String path = path(random);
      if (fits(path, files, changes)) {
        byte[] content = ("content " + random.nextInt(5)).getBytes(StandardCharsets.UTF_8);
        changes.put(path, Optional.of(inserter.insert(Constants.OBJ_BLOB, content)));
      }
    }
    return changes;
  }

  private static boolean fits(
      String path, Map<String, ObjectId> files, Map<String, Optional<ObjectId>> changes) {
    Map<String, Boolean> there = new HashMap<>();
    files.keySet().forEach(file -> there.put(file, true));
    changes.keySet().forEach(file -> there.put(file, true));
    return there.keySet().stream()
        .noneMatch(other -> other.startsWith(path + "/") || path.startsWith(other + "/"));
  }

  private static String path(Random random) {
    StringBuilder path = new StringBuilder(NAMES.get(random.nextInt(NAMES.size())));
    for (int depth = random.nextInt(3); depth > 0; depth--) {
      path.append('/').append(NAMES.get(random.nextInt(NAMES.size())));
    }
    return path.toString();
  }

  private ObjectId byIndex(Map<String, ObjectId> files) throws IOException {
    DirCache index = DirCache.newInCore();
    DirCacheBuilder builder = index.builder();
    files.forEach((path, id) -> {
      DirCacheEntry entry = new DirCacheEntry(path);
      entry.setFileMode(FileMode.REGULAR_FILE);
      entry.setObjectId(id);
      builder.add(entry);
    });
    builder.finish();
    return index.writeTree(inserter);
  }
}
