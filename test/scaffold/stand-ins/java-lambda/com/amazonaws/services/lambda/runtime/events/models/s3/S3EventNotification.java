package com.amazonaws.services.lambda.runtime.events.models.s3;

import java.util.List;

public class S3EventNotification {
  private final List<S3EventNotificationRecord> records;

  public S3EventNotification(List<S3EventNotificationRecord> records) {
    this.records = records;
  }

  public List<S3EventNotificationRecord> getRecords() {
    return records;
  }

  public static class S3EventNotificationRecord {
    private final S3Entity s3;

    public S3EventNotificationRecord(
        String awsRegion,
        String eventName,
        String eventSource,
        String eventTime,
        String eventVersion,
        Object requestParameters,
        Object responseElements,
        S3Entity s3,
        Object userIdentity) {
      this.s3 = s3;
    }

    public S3Entity getS3() {
      return s3;
    }
  }

  public static class S3Entity {
    private final S3BucketEntity bucket;
    private final S3ObjectEntity object;

    public S3Entity(String configurationId, S3BucketEntity bucket, S3ObjectEntity object, String s3SchemaVersion) {
      this.bucket = bucket;
      this.object = object;
    }

    public S3BucketEntity getBucket() {
      return bucket;
    }

    public S3ObjectEntity getObject() {
      return object;
    }
  }

  public static class S3BucketEntity {
    private final String name;

    public S3BucketEntity(String name, Object ownerIdentity, String arn) {
      this.name = name;
    }

    public String getName() {
      return name;
    }
  }

  public static class S3ObjectEntity {
    private final String key;

    public S3ObjectEntity(String key, Long size, String eTag, String versionId, String sequencer) {
      this.key = key;
    }

    public String getUrlDecodedKey() {
      return key.replace('+', ' ');
    }
  }
}
