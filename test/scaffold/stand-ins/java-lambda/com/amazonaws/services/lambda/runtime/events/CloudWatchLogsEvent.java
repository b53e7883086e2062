package com.amazonaws.services.lambda.runtime.events;

public class CloudWatchLogsEvent {
  private AWSLogs awsLogs;

  public AWSLogs getAwsLogs() {
    return awsLogs;
  }

  public void setAwsLogs(AWSLogs awsLogs) {
    this.awsLogs = awsLogs;
  }

  public static class AWSLogs {
    private String data;

    public String getData() {
      return data;
    }

    public void setData(String data) {
      this.data = data;
    }
  }
}
