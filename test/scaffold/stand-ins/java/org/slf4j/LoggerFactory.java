package org.slf4j;

public final class LoggerFactory {
  public static Logger getLogger(Class<?> owner) {
    return new Logger() {
      @Override
      public void info(String format, Object argument) {
        System.out.println("INFO " + format.replace("{}", String.valueOf(argument)));
      }

      @Override
      public void error(String message, Throwable error) {
        System.out.println("ERROR " + message);
      }
    };
  }
}
