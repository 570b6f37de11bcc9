package dev.mneme.git.storage;

import java.util.HashMap;
import java.util.Map;

/** How the versions of block files stand in the store. */
final class FileVersions {
  private static final int MIN_BYTES = 2 + 8 + 2;

  private FileVersions() {}

  static void write(Map<String, FileVersion> versions, Bytes.Writer out) {
    out.int32(versions.size());
    versions.forEach(
        (path, version) -> out.text(path).int64(version.number()).text(version.repository()));
  }

  static Map<String, FileVersion> read(Bytes.Reader in) {
    int count = in.count(MIN_BYTES);
    Map<String, FileVersion> versions = HashMap.newHashMap(count);
    for (int i = 0; i < count; i++) {
      versions.put(in.text(), new FileVersion(in.int64(), in.text()));
    }
    return versions;
  }
}
