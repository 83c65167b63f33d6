package awslocal_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	ddbtypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"assistive-referrals/infra/awslocal"
)

// One call through the SDK's client, in memory and with a file.
func BenchmarkSendMessage(b *testing.B) {
	for name, path := range map[string]string{"memory": "", "file": filepath.Join(b.TempDir(), "local.db")} {
		b.Run(name, func(b *testing.B) {
			cloud, err := awslocal.New(awslocal.Options{Path: path})
			if err != nil {
				b.Fatal(err)
			}
			defer cloud.Close()
			queues := sqs.NewFromConfig(cloud.Config())
			out, err := queues.CreateQueue(b.Context(), &sqs.CreateQueueInput{QueueName: aws.String(name)})
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if _, err := queues.SendMessage(b.Context(), &sqs.SendMessageInput{QueueUrl: out.QueueUrl, MessageBody: aws.String("x")}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// One case from the table to its task token, with many waiting already.
func BenchmarkLine(b *testing.B) {
	cloud, err := awslocal.New(awslocal.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer cloud.Close()
	l := &line{world: newClients(b, cloud)}
	l.table("cases")
	l.queue("assessments", nil)
	l.machine("referral", lineDefinition)
	l.wire()
	n := 0
	for b.Loop() {
		n++
		_, err := l.tables.PutItem(l.ctx, &dynamodb.PutItemInput{TableName: aws.String("cases"), Item: map[string]ddbtypes.AttributeValue{
			"PK": &ddbtypes.AttributeValueMemberS{Value: fmt.Sprint("C", n)}, "kind": &ddbtypes.AttributeValueMemberS{Value: "strand"},
		}})
		l.must(err)
		l.settle()
	}
	if len(l.tokens) != n {
		b.Fatalf("%d tokens for %d cases", len(l.tokens), n)
	}
}
