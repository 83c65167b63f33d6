package casestore

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// CreateTableInput returns what creates a table of Schema's shape, for hosts that
// make their own: a test, and the local system. In AWS the CDK makes the table.
// Removal of what has expired is switched on separately, as DynamoDB wants it.
func CreateTableInput(name string) *dynamodb.CreateTableInput {
	schema := Schema()
	input := &dynamodb.CreateTableInput{
		TableName: &name, BillingMode: types.BillingModePayPerRequest,
		KeySchema:           keySchema(schema.PartitionKey, schema.SortKey),
		StreamSpecification: &types.StreamSpecification{StreamEnabled: aws.Bool(true), StreamViewType: types.StreamViewTypeNewAndOldImages},
	}
	defined := map[string]bool{}
	define := func(names ...string) {
		for _, name := range names {
			if !defined[name] {
				defined[name] = true
				input.AttributeDefinitions = append(input.AttributeDefinitions,
					types.AttributeDefinition{AttributeName: &name, AttributeType: types.ScalarAttributeTypeS})
			}
		}
	}
	define(schema.PartitionKey, schema.SortKey)
	for _, index := range schema.Indexes {
		define(index.PartitionKey, index.SortKey)
		input.GlobalSecondaryIndexes = append(input.GlobalSecondaryIndexes, types.GlobalSecondaryIndex{
			IndexName: aws.String(index.Name), KeySchema: keySchema(index.PartitionKey, index.SortKey),
			Projection: &types.Projection{ProjectionType: types.ProjectionTypeAll},
		})
	}
	return input
}

func keySchema(partition, sort string) []types.KeySchemaElement {
	return []types.KeySchemaElement{
		{AttributeName: &partition, KeyType: types.KeyTypeHash},
		{AttributeName: &sort, KeyType: types.KeyTypeRange},
	}
}
