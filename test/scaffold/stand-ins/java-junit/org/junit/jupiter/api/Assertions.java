package org.junit.jupiter.api;

import java.util.Objects;

public final class Assertions {
  private Assertions() {}

  public static void assertEquals(Object expected, Object actual) {
    if (!Objects.equals(expected, actual)) throw new AssertionError("expected " + expected + ", but got " + actual);
  }

  public static void assertThrows(Class<? extends Throwable> expected, Executable executable) {
    try {
      executable.execute();
    } catch (Throwable thrown) {
      if (expected.isInstance(thrown)) return;
      throw new AssertionError("unexpected " + thrown, thrown);
    }
    throw new AssertionError("nothing is thrown");
  }

  public interface Executable {
    void execute() throws Throwable;
  }
}
