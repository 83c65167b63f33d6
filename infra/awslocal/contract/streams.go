package contract

import (
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams"
	streamtypes "github.com/aws/aws-sdk-go-v2/service/dynamodbstreams/types"
)

// follow reads the records of the case's own partition from the oldest that the
// stream has, until there are so many.
func (p *probe) follow(count int) []streamtypes.Record {
	table, err := p.tables.DescribeTable(p.ctx, &dynamodb.DescribeTableInput{TableName: p.table()})
	p.must(err)
	arn := table.Table.LatestStreamArn
	var records []streamtypes.Record
	p.until(5*time.Second, fmt.Sprintf("%d records", count), func() bool {
		records = nil
		described, err := p.streams.DescribeStream(p.ctx, &dynamodbstreams.DescribeStreamInput{StreamArn: arn})
		p.must(err)
		for _, shard := range described.StreamDescription.Shards {
			at, err := p.streams.GetShardIterator(p.ctx, &dynamodbstreams.GetShardIteratorInput{StreamArn: arn, ShardId: shard.ShardId, ShardIteratorType: streamtypes.ShardIteratorTypeTrimHorizon})
			p.must(err)
			records = append(records, p.records(at.ShardIterator)...)
		}
		return len(records) >= count
	})
	return records
}

// records reads a shard until a page is empty.
func (p *probe) records(iterator *string) (mine []streamtypes.Record) {
	for iterator != nil {
		page, err := p.streams.GetRecords(p.ctx, &dynamodbstreams.GetRecordsInput{ShardIterator: iterator})
		p.must(err)
		for _, r := range page.Records {
			if pk, ok := r.Dynamodb.Keys["PK"].(*streamtypes.AttributeValueMemberS); ok && pk.Value == p.id {
				mine = append(mine, r)
			}
		}
		if len(page.Records) == 0 {
			return mine
		}
		iterator = page.NextShardIterator
	}
	return mine
}

// n is a number in an image, or "" if there is no image.
func n(image map[string]streamtypes.AttributeValue) string {
	if image == nil {
		return ""
	}
	v, ok := image["n"].(*streamtypes.AttributeValueMemberN)
	if !ok {
		return "?"
	}
	return v.Value
}

func story(records []streamtypes.Record) []string {
	told := []string{}
	for _, r := range records {
		told = append(told, fmt.Sprintf("%s %s>%s", r.EventName, n(r.Dynamodb.OldImage), n(r.Dynamodb.NewImage)))
	}
	return told
}

func streamCases() []Case {
	numbered := func(p *probe, sort, n string) item { return with(p.key(sort), item{"n": num(n)}) }
	return append(table("Streams", "GetRecords", []row{
		{"one record for each change, in order per item, with old and new images", docStreams, func(p *probe) {
			p.put(numbered(p, "1", "1"), numbered(p, "1", "2"))
			_, err := p.tables.UpdateItem(p.ctx, &dynamodb.UpdateItemInput{TableName: p.table(), Key: p.key("1"), UpdateExpression: aws.String("SET n = :v"), ExpressionAttributeValues: item{":v": num("3")}})
			p.must(err)
			_, err = p.tables.DeleteItem(p.ctx, &dynamodb.DeleteItemInput{TableName: p.table(), Key: p.key("1")})
			p.must(err)
			p.inOrder("records", story(p.follow(4)), "INSERT >1", "MODIFY 1>2", "MODIFY 2>3", "REMOVE 3>")
		}},
		{"what changes nothing makes no record", docStreams, func(p *probe) {
			p.put(numbered(p, "1", "1"), numbered(p, "1", "1"), numbered(p, "1", "2"))
			_, err := p.tables.DeleteItem(p.ctx, &dynamodb.DeleteItemInput{TableName: p.table(), Key: p.key("none")})
			p.must(err)
			p.inOrder("records", story(p.follow(2)), "INSERT >1", "MODIFY 1>2")
		}},
		{"a refused write makes no record", docStreams, func(p *probe) {
			p.put(numbered(p, "1", "1"))
			_, err := p.tables.PutItem(p.ctx, &dynamodb.PutItemInput{TableName: p.table(), Item: numbered(p, "1", "2"), ConditionExpression: aws.String("attribute_not_exists(PK)")})
			p.code(err, unmet)
			_, err = p.tables.TransactWriteItems(p.ctx, &dynamodb.TransactWriteItemsInput{TransactItems: []types.TransactWriteItem{
				p.txPut(numbered(p, "2", "5"), ""), p.txCheck("1", "attribute_not_exists(PK)")}})
			p.code(err, cancelled)
			p.put(numbered(p, "1", "3"))
			p.inOrder("records", story(p.follow(2)), "INSERT >1", "MODIFY 1>3")
		}},
		{"a transaction makes a record for each write, and none for a check", docStreams, func(p *probe) {
			_, err := p.tables.TransactWriteItems(p.ctx, &dynamodb.TransactWriteItemsInput{TransactItems: []types.TransactWriteItem{
				p.txPut(numbered(p, "1", "1"), ""), p.txCheck("x", "attribute_not_exists(PK)"), p.txPut(numbered(p, "2", "1"), "")}})
			p.must(err)
			p.inOrder("records", story(p.follow(2)), "INSERT >1", "INSERT >1")
		}},
		{"a record has keys, view, source and a rising sequence number", docStreamsAPI, func(p *probe) {
			p.put(numbered(p, "1", "1"), numbered(p, "1", "2"))
			all := p.follow(2)
			for _, r := range all {
				if len(r.Dynamodb.Keys) != 2 || r.Dynamodb.StreamViewType != streamtypes.StreamViewTypeNewAndOldImages || aws.ToString(r.EventSource) != "aws:dynamodb" || aws.ToString(r.EventID) == "" || r.Dynamodb.ApproximateCreationDateTime == nil {
					p.fail("record %s", show(r))
				}
			}
			first, second := aws.ToString(all[0].Dynamodb.SequenceNumber), aws.ToString(all[1].Dynamodb.SequenceNumber)
			if len(first) > len(second) || len(first) == len(second) && first >= second {
				p.fail("sequence numbers %s and %s", first, second)
			}
		}},
	}), table("Streams", "GetShardIterator", []row{
		{"no such stream: ResourceNotFoundException", "DynamoDB Streams API Reference, DescribeStream", func(p *probe) {
			described, err := p.tables.DescribeTable(p.ctx, &dynamodb.DescribeTableInput{TableName: p.table()})
			p.must(err)
			_, err = p.streams.DescribeStream(p.ctx, &dynamodbstreams.DescribeStreamInput{StreamArn: aws.String(*described.Table.LatestStreamArn + "9")})
			p.code(err, notThere)
		}},
	})...)
}
