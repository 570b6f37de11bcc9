package dev.mneme.block;

/** How large a file may be. */
final class SizeRules {
  private SizeRules() {}

  static void judge(ChangedFile file, Findings findings) {
    FileContent after = file.after();
    if (after == null) {
      return;
    }
    long limit = findings.limits().fileBytes(file.path());
    if (after.sizeBytes() > limit) {
      boolean block = Label.isSyncable(file.path());
      findings.add(
          block ? Rule.BLOCK_FILE_SIZE : Rule.FILE_SIZE,
          file.path(),
          "%s bytes; %s may have %s"
              .formatted(
                  Shown.count(after.sizeBytes()),
                  block ? "the file of a block" : "a file",
                  Shown.count(limit)),
          block ? "Split it into several blocks" : "Keep it outside of the memory repository");
    }
  }
}
