package com.amazonaws.services.lambda.runtime.logging;

public enum LogLevel {
  INFO,
  ERROR
}
