package dynamodb_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams"
	streamtypes "github.com/aws/aws-sdk-go-v2/service/dynamodbstreams/types"
)

// lambdaRecords reads what follows a sequence number as a Lambda function would.
func lambdaRecords(t *testing.T, d *double, after string, limit int) ([]events.DynamoDBEventRecord, string) {
	t.Helper()
	raw, last := d.Records(table, after, limit)
	records := make([]events.DynamoDBEventRecord, len(raw))
	for i := range raw {
		if err := json.Unmarshal(raw[i], &records[i]); err != nil {
			t.Fatal(err)
		}
	}
	return records, last
}

// changes makes an insert, a change, a write that changes nothing, and a removal.
func changes(t *testing.T, d *double) {
	d.put(t, with(key("p", "1"), item{"n": num("1"), "b": bin("\x00\xff")}))
	d.put(t, with(key("p", "1"), item{"n": num("1.0"), "b": bin("\x00\xff")}))
	d.now = d.now.Add(time.Second)
	_, err := d.client.UpdateItem(t.Context(), &sdk.UpdateItemInput{TableName: aws.String(table), Key: key("p", "1"), UpdateExpression: aws.String("SET n = :v"), ExpressionAttributeValues: item{":v": num("2")}})
	refused(t, err, "", "")
	for range 2 {
		_, err = d.client.DeleteItem(t.Context(), &sdk.DeleteItemInput{TableName: aws.String(table), Key: key("p", "1")})
		refused(t, err, "", "")
	}
}

// "Change data capture for DynamoDB Streams": one record for each change, in
// order; none where nothing changes.
func TestRecords(t *testing.T) {
	d := newDouble(t)
	d.createTable(t)
	changes(t, d)
	got, last := lambdaRecords(t, d, "", 100)
	if len(got) != 3 {
		t.Fatalf("got %d records: %+v", len(got), got)
	}
	for i, want := range []string{"INSERT", "MODIFY", "REMOVE"} {
		r := got[i]
		if r.EventName != want || r.EventVersion != "1.1" || r.EventSource != "aws:dynamodb" || r.EventSourceArn != d.StreamARN(table) ||
			r.Change.StreamViewType != "NEW_AND_OLD_IMAGES" || r.Change.Keys["SK"].String() != "1" || r.Change.SizeBytes == 0 || len(r.Change.SequenceNumber) < 21 {
			t.Errorf("record %d: %+v", i, r)
		}
		if (len(r.Change.OldImage) > 0) != (i > 0) || (len(r.Change.NewImage) > 0) != (i < 2) {
			t.Errorf("record %d has images %v, %v", i, r.Change.OldImage, r.Change.NewImage)
		}
		if i > 0 && r.Change.SequenceNumber <= got[i-1].Change.SequenceNumber || i > 0 && r.EventID == got[i-1].EventID {
			t.Errorf("record %d does not follow the one before", i)
		}
	}
	modified := got[1].Change
	if modified.OldImage["n"].Number() != "1" || modified.NewImage["n"].Number() != "2" || string(modified.NewImage["b"].Binary()) != "\x00\xff" || modified.ApproximateCreationDateTime.Unix() != d.now.Unix() {
		t.Errorf("got %+v", modified)
	}
	if last != got[2].Change.SequenceNumber {
		t.Errorf("last is %s", last)
	}
	first, after := lambdaRecords(t, d, "", 1)
	rest, end := lambdaRecords(t, d, after, 100)
	if len(first) != 1 || len(rest) != 2 || end != last {
		t.Errorf("in two reads: %d and %d records, last %s", len(first), len(rest), end)
	}
	if none, same := lambdaRecords(t, d, last, 100); len(none) != 0 || same != last {
		t.Errorf("after the end: %v, last %s", none, same)
	}
}

// A stream keeps records for 24 hours, and never uses a number again.
func TestRecordsTrimmed(t *testing.T) {
	d := newDouble(t)
	d.createTable(t)
	changes(t, d)
	_, last := lambdaRecords(t, d, "", 100)
	d.now = d.now.Add(24*time.Hour - time.Second/2)
	if got, _ := lambdaRecords(t, d, "", 100); len(got) != 2 {
		t.Errorf("%d records were kept, want the 2 of the last 24 hours", len(got))
	}
	d.now = d.now.Add(time.Hour)
	d.put(t, key("p", "2"))
	d.now = d.now.Add(25 * time.Hour)
	d.put(t, key("p", "3"))
	for _, step := range []string{"running", "restarted"} {
		got, next := lambdaRecords(t, d, "", 100)
		if len(got) != 1 || next <= last {
			t.Errorf("%s: got %d records, last %s after %s", step, len(got), next, last)
		}
		d.restart(t)
	}
	if kept := len(d.journal["dynamodb.stream/"+table]); kept != 1 {
		t.Errorf("the journal keeps %d records", kept)
	}
}

func TestStreamsAPI(t *testing.T) {
	d := newDouble(t)
	d.createTable(t)
	changes(t, d)
	ctx := t.Context()
	all, err := d.streams.ListStreams(ctx, &dynamodbstreams.ListStreamsInput{TableName: aws.String(table)})
	refused(t, err, "", "")
	arn := all.Streams[0].StreamArn
	described, err := d.streams.DescribeStream(ctx, &dynamodbstreams.DescribeStreamInput{StreamArn: arn})
	refused(t, err, "", "")
	shard := described.StreamDescription.Shards[0]
	records, _ := lambdaRecords(t, d, "", 100)
	read := func(kind streamtypes.ShardIteratorType, sequence string) (names []streamtypes.OperationType, next *string) {
		t.Helper()
		in := &dynamodbstreams.GetShardIteratorInput{StreamArn: arn, ShardId: shard.ShardId, ShardIteratorType: kind}
		if sequence != "" {
			in.SequenceNumber = &sequence
		}
		at, err := d.streams.GetShardIterator(ctx, in)
		refused(t, err, "", "")
		for next = at.ShardIterator; ; {
			page, err := d.streams.GetRecords(ctx, &dynamodbstreams.GetRecordsInput{ShardIterator: next, Limit: aws.Int32(2)})
			refused(t, err, "", "")
			for _, r := range page.Records {
				names = append(names, r.EventName)
			}
			next = page.NextShardIterator
			if len(page.Records) == 0 {
				return names, next
			}
		}
	}
	second := records[1].Change.SequenceNumber
	for kind, c := range map[streamtypes.ShardIteratorType]struct {
		sequence string
		want     []streamtypes.OperationType
	}{
		"TRIM_HORIZON": {"", []streamtypes.OperationType{"INSERT", "MODIFY", "REMOVE"}}, "LATEST": {"", nil},
		"AT_SEQUENCE_NUMBER": {second, []streamtypes.OperationType{"MODIFY", "REMOVE"}}, "AFTER_SEQUENCE_NUMBER": {second, []streamtypes.OperationType{"REMOVE"}},
	} {
		if got, _ := read(kind, c.sequence); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", kind, got, c.want)
		}
	}
	_, next := read("LATEST", "")
	d.put(t, key("p", "2"))
	page, err := d.streams.GetRecords(ctx, &dynamodbstreams.GetRecordsInput{ShardIterator: next})
	refused(t, err, "", "")
	if len(page.Records) != 1 || page.Records[0].Dynamodb.NewImage["SK"].(*streamtypes.AttributeValueMemberS).Value != "2" || page.Records[0].Dynamodb.ApproximateCreationDateTime.Unix() != d.now.Unix() {
		t.Errorf("after LATEST: got %+v", page.Records)
	}
	d.now = d.now.Add(16 * time.Minute)
	_, err = d.streams.GetRecords(ctx, &dynamodbstreams.GetRecordsInput{ShardIterator: next})
	refused(t, err, "ExpiredIteratorException", "")
	d.now = d.now.Add(25 * time.Hour)
	_, err = d.streams.GetShardIterator(ctx, &dynamodbstreams.GetShardIteratorInput{StreamArn: arn, ShardId: shard.ShardId, ShardIteratorType: "AT_SEQUENCE_NUMBER", SequenceNumber: &second})
	refused(t, err, "TrimmedDataAccessException", "")
	_, err = d.streams.DescribeStream(ctx, &dynamodbstreams.DescribeStreamInput{StreamArn: aws.String(*arn + "x")})
	refused(t, err, "ResourceNotFoundException", "")
}

// A transaction's records are there together, in the order of its items.
func TestRecordsOfTransaction(t *testing.T) {
	d := newDouble(t)
	d.createTable(t)
	d.put(t, key("p", "b"))
	_, last := lambdaRecords(t, d, "", 100)
	_, err := d.client.TransactWriteItems(t.Context(), &sdk.TransactWriteItemsInput{TransactItems: []types.TransactWriteItem{
		txPut(key("p", "c"), ""), txDelete(key("p", "b")), txCheck(key("p", "x"), "attribute_not_exists(PK)"), txPut(key("p", "a"), ""),
	}})
	refused(t, err, "", "")
	got, _ := lambdaRecords(t, d, last, 100)
	var names []string
	for _, r := range got {
		names = append(names, r.EventName+" "+r.Change.Keys["SK"].String())
	}
	if want := []string{"INSERT c", "REMOVE b", "INSERT a"}; !slices.Equal(names, want) {
		t.Errorf("got %v, want %v", names, want)
	}
}
