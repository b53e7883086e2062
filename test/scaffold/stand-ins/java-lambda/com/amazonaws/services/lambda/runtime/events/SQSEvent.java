package com.amazonaws.services.lambda.runtime.events;

import java.util.List;

public class SQSEvent {
  private List<SQSMessage> records;

  public List<SQSMessage> getRecords() {
    return records;
  }

  public void setRecords(List<SQSMessage> records) {
    this.records = records;
  }

  public static class SQSMessage {
    private String messageId;

    public String getMessageId() {
      return messageId;
    }

    public void setMessageId(String messageId) {
      this.messageId = messageId;
    }

    private String body;

    public String getBody() {
      return body;
    }

    public void setBody(String body) {
      this.body = body;
    }
  }
}
