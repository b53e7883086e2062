package com.amazonaws.services.lambda.runtime.events;

import java.nio.ByteBuffer;
import java.util.List;

public class KinesisEvent {
  private List<KinesisEventRecord> records;

  public List<KinesisEventRecord> getRecords() {
    return records;
  }

  public void setRecords(List<KinesisEventRecord> records) {
    this.records = records;
  }

  public static class KinesisEventRecord {
    private Record kinesis;

    public Record getKinesis() {
      return kinesis;
    }

    public void setKinesis(Record kinesis) {
      this.kinesis = kinesis;
    }
  }

  public static class Record {
    private String sequenceNumber;

    public String getSequenceNumber() {
      return sequenceNumber;
    }

    public void setSequenceNumber(String sequenceNumber) {
      this.sequenceNumber = sequenceNumber;
    }

    private ByteBuffer data;

    public ByteBuffer getData() {
      return data;
    }

    public void setData(ByteBuffer data) {
      this.data = data;
    }
  }
}
