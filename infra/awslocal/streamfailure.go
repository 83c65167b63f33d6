package awslocal

import (
	"encoding/json"
	"fmt"
	"time"
)

// settleBatch moves the cursor over what was handled and decides what happens to
// the rest: tried again, in halves, or given up.
func (c *Cloud) settleBatch(m *streamMapping, batch []streamRecord, lowest int, failed *FunctionError) error {
	cursor := &m.cursor
	current := cursor.Pieces[0]
	rest := cursor.Pieces[1:]
	if lowest > 0 {
		cursor.After = batch[lowest-1].sequence
		current.Failures = 0
	}
	if lowest == len(batch) {
		cursor.Pieces = rest
		return c.keepCursor(m)
	}
	left := batch[lowest:]
	current.Records = len(left)
	if m.BisectBatchOnFunctionError && lowest == 0 && len(left) > 1 && (failed != nil || !m.ReportBatchItemFailures) {
		half := len(left) / 2
		cursor.Pieces = append([]piece{{half, current.Failures}, {len(left) - half, current.Failures}}, rest...)
		return c.keepCursor(m)
	}
	current.Failures++
	if m.MaximumRetryAttempts >= 0 && current.Failures > m.MaximumRetryAttempts {
		if err := c.giveUp(m, left, current.Failures, failed); err != nil {
			return err
		}
		cursor.After = left[len(left)-1].sequence
		cursor.Pieces = rest
		return c.keepCursor(m)
	}
	cursor.Pieces = append([]piece{current}, rest...)
	cursor.RetryAt = c.Now().Add(backoff(current.Failures))
	return c.keepCursor(m)
}

func backoff(failures int) time.Duration {
	if failures > 10 {
		return longestBackoff
	}
	return min(firstBackoff<<(failures-1), longestBackoff)
}

// giveUp sends the record of a discarded batch to the on-failure queue. It says
// where in the stream the batch is, not what is in it.
func (c *Cloud) giveUp(m *streamMapping, batch []streamRecord, invocations int, failed *FunctionError) error {
	c.log.Warn("stream batch given up", "function", m.Function, "table", m.Table, "records", len(batch))
	if m.OnFailureQueue == "" {
		return nil
	}
	first, last := batch[0], batch[len(batch)-1]
	answer := map[string]any{"statusCode": 200, "executedVersion": "$LATEST"}
	if failed != nil {
		answer["functionError"] = "Unhandled"
	} else {
		answer["functionError"] = nil
	}
	const second = "2006-01-02T15:04:05Z"
	record, err := json.Marshal(map[string]any{
		"requestContext": map[string]any{
			"requestId": c.random.id(), "functionArn": c.functionARN(m.Function),
			"condition": "RetryAttemptsExhausted", "approximateInvokeCount": invocations,
		},
		"responseContext": answer,
		"version":         "1.0",
		"timestamp":       c.Now().Format("2006-01-02T15:04:05.000Z"),
		"DDBStreamBatchInfo": map[string]any{
			"shardId":             c.shardID(m.Table),
			"startSequenceNumber": first.sequence, "endSequenceNumber": last.sequence,
			"approximateArrivalOfFirstRecord": first.arrived.Format(second),
			"approximateArrivalOfLastRecord":  last.arrived.Format(second),
			"batchSize":                       len(batch),
			"streamArn":                       m.cursor.Stream,
		},
	})
	if err != nil {
		return fmt.Errorf("awslocal: failure record: %w", err)
	}
	input, err := json.Marshal(map[string]any{"QueueUrl": c.sqs.URL(m.OnFailureQueue), "MessageBody": string(record)})
	if err != nil {
		return fmt.Errorf("awslocal: failure record: %w", err)
	}
	if _, err := c.sqs.Call("SendMessage", input); err != nil {
		// As on AWS, a destination that refuses does not hold up the stream.
		c.log.Error("failure record not sent", "queue", m.OnFailureQueue, "error", err)
	}
	return nil
}

// shardID asks the streams service for the shard, so that both tell the same.
func (c *Cloud) shardID(table string) string {
	input, err := json.Marshal(map[string]any{"StreamArn": c.dynamodb.StreamARN(table)})
	if err != nil {
		return ""
	}
	output, err := c.dynamodb.Streams().Call("DescribeStream", input)
	if err != nil {
		return ""
	}
	encoded, err := json.Marshal(output)
	if err != nil {
		return ""
	}
	var described struct {
		StreamDescription struct {
			Shards []struct{ ShardId string }
		}
	}
	if json.Unmarshal(encoded, &described) != nil || len(described.StreamDescription.Shards) == 0 {
		return ""
	}
	return described.StreamDescription.Shards[0].ShardId
}
