package com.amazonaws.services.lambda.runtime.events;

import java.util.List;

public class SNSEvent {
  private List<SNSRecord> records;

  public List<SNSRecord> getRecords() {
    return records;
  }

  public void setRecords(List<SNSRecord> records) {
    this.records = records;
  }

  public static class SNSRecord {
    private SNS sns;

    public SNS getSNS() {
      return sns;
    }

    public void setSns(SNS sns) {
      this.sns = sns;
    }
  }

  public static class SNS {
    private String messageId;

    public String getMessageId() {
      return messageId;
    }

    public void setMessageId(String messageId) {
      this.messageId = messageId;
    }
  }
}
