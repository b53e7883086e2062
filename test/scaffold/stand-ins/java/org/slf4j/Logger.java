package org.slf4j;

public interface Logger {
  void info(String message);

  void error(String message, Throwable error);
}
