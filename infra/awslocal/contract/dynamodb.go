package contract

import (
	"fmt"
	"maps"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// Refusals of DynamoDB.
const (
	invalid     = "ValidationException"
	unmet       = "ConditionalCheckFailedException"
	notThere    = "ResourceNotFoundException"
	alreadyMade = "ResourceInUseException"
)

// Where AWS's documentation of DynamoDB says something.
const (
	docPut         = "DynamoDB API Reference, PutItem"
	docGet         = "DynamoDB API Reference, GetItem"
	docUpdate      = "DynamoDB API Reference, UpdateItem"
	docDelete      = "DynamoDB API Reference, DeleteItem"
	docQuery       = "DynamoDB API Reference, Query"
	docTransact    = "DynamoDB API Reference, TransactWriteItems"
	docTransactGet = "DynamoDB API Reference, TransactGetItems"
	docBatchWrite  = "DynamoDB API Reference, BatchWriteItem"
	docBatchGet    = "DynamoDB API Reference, BatchGetItem"
	docCreateTable = "DynamoDB API Reference, CreateTable"
	docTTL         = "DynamoDB API Reference, UpdateTimeToLive"
	docQuotas      = "DynamoDB Developer Guide, Quotas"
	docNaming      = "DynamoDB Developer Guide, Supported data types and naming rules"
	docGSI         = "DynamoDB Developer Guide, Using Global Secondary Indexes"
	docQueryGuide  = "DynamoDB Developer Guide, Querying tables"
	docPaging      = "DynamoDB Developer Guide, Paginating table query results"
	docNames       = "DynamoDB Developer Guide, Expression attribute names (aliases)"
	docValues      = "DynamoDB Developer Guide, Expression attribute values"
	docOperators   = "DynamoDB Developer Guide, Condition and filter expressions, operators, and functions"
	docExpressions = "DynamoDB Developer Guide, Update expressions"
	docReserved    = "DynamoDB Developer Guide, Reserved words"
	docUnits       = "DynamoDB Developer Guide, DynamoDB read and write operations"
	docTxGuide     = "DynamoDB Developer Guide, Amazon DynamoDB Transactions: how it works"
	docStreams     = "DynamoDB Developer Guide, Change data capture for DynamoDB Streams"
	docStreamsAPI  = "DynamoDB Streams API Reference, GetRecords"
)

type item = map[string]types.AttributeValue

func str(text string) types.AttributeValue { return &types.AttributeValueMemberS{Value: text} }
func num(text string) types.AttributeValue { return &types.AttributeValueMemberN{Value: text} }
func yes(is bool) types.AttributeValue     { return &types.AttributeValueMemberBOOL{Value: is} }
func list(elements ...types.AttributeValue) types.AttributeValue {
	return &types.AttributeValueMemberL{Value: append([]types.AttributeValue{}, elements...)}
}
func record(fields item) types.AttributeValue { return &types.AttributeValueMemberM{Value: fields} }
func strs(texts ...string) types.AttributeValue {
	return &types.AttributeValueMemberSS{Value: texts}
}
func nums(texts ...string) types.AttributeValue {
	return &types.AttributeValueMemberNS{Value: texts}
}

func nested(depth int) types.AttributeValue {
	v := str("x")
	for range depth - 1 {
		v = list(v)
	}
	return v
}

// with returns an item with more attributes.
func with(base, more item) item {
	all := maps.Clone(base)
	maps.Copy(all, more)
	return all
}

// key returns a key in the case's own partition.
func (p *probe) key(sort string) item { return item{"PK": str(p.id), "SK": str(sort)} }

// table returns the name of the table that the cases of one run share: string
// keys, an index with a number as its sort key and all attributes, one with few
// attributes, and a stream. It is made when first asked for.
func (p *probe) table() *string {
	name := p.server.name
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.made[name] {
		p.makeTable(tableInput(name))
		p.made[name] = true
	}
	return &name
}

func (p *probe) makeTable(in *dynamodb.CreateTableInput) {
	_, err := p.tables.CreateTable(p.ctx, in)
	p.must(err)
	p.until(30*time.Second, "the table becoming ACTIVE", func() bool {
		out, err := p.tables.DescribeTable(p.ctx, &dynamodb.DescribeTableInput{TableName: in.TableName})
		p.must(err)
		return out.Table.TableStatus == types.TableStatusActive
	})
}

func tableInput(name string) *dynamodb.CreateTableInput {
	define := func(name string, kind types.ScalarAttributeType) types.AttributeDefinition {
		return types.AttributeDefinition{AttributeName: &name, AttributeType: kind}
	}
	return &dynamodb.CreateTableInput{
		TableName: &name, BillingMode: types.BillingModePayPerRequest,
		AttributeDefinitions: []types.AttributeDefinition{
			define("PK", "S"), define("SK", "S"), define("team", "S"), define("rank", "N"), define("due", "S"),
		},
		KeySchema: schemaOf("PK", "SK"),
		GlobalSecondaryIndexes: []types.GlobalSecondaryIndex{
			{IndexName: aws.String("worklist"), KeySchema: schemaOf("team", "rank"), Projection: &types.Projection{ProjectionType: types.ProjectionTypeAll}},
			{IndexName: aws.String("due"), KeySchema: schemaOf("due"), Projection: &types.Projection{ProjectionType: types.ProjectionTypeInclude, NonKeyAttributes: []string{"state"}}},
		},
		StreamSpecification: &types.StreamSpecification{StreamEnabled: aws.Bool(true), StreamViewType: types.StreamViewTypeNewAndOldImages},
	}
}

func schemaOf(names ...string) []types.KeySchemaElement {
	schema := []types.KeySchemaElement{{AttributeName: aws.String(names[0]), KeyType: types.KeyTypeHash}}
	if len(names) > 1 {
		schema = append(schema, types.KeySchemaElement{AttributeName: aws.String(names[1]), KeyType: types.KeyTypeRange})
	}
	return schema
}

// put stores items.
func (p *probe) put(items ...item) {
	for _, i := range items {
		_, err := p.tables.PutItem(p.ctx, &dynamodb.PutItemInput{TableName: p.table(), Item: i})
		p.must(err)
	}
}

// get reads an item as it is now, in the case's own partition.
func (p *probe) get(sort string) item {
	out, err := p.tables.GetItem(p.ctx, &dynamodb.GetItemInput{TableName: p.table(), Key: p.key(sort), ConsistentRead: aws.Bool(true)})
	p.must(err)
	return out.Item
}

// holds ends the case unless an item is as wanted; nil is absent.
func (p *probe) holds(sort string, want item) {
	p.equal("item "+sort, plain(p.get(sort)), plain(want))
}

// plain makes an item comparable: numbers by value, sets without order.
func plain(i item) map[string]any {
	if i == nil {
		return nil
	}
	all := map[string]any{}
	for name, v := range i {
		all[name] = plainValue(v)
	}
	return all
}

func plainValue(v types.AttributeValue) any {
	switch v := v.(type) {
	case *types.AttributeValueMemberS:
		return v.Value
	case *types.AttributeValueMemberN:
		return "N " + v.Value
	case *types.AttributeValueMemberBOOL:
		return v.Value
	case *types.AttributeValueMemberM:
		return plain(v.Value)
	case *types.AttributeValueMemberL:
		all := []any{}
		for _, element := range v.Value {
			all = append(all, plainValue(element))
		}
		return all
	case *types.AttributeValueMemberSS:
		return setOf("SS", v.Value)
	case *types.AttributeValueMemberNS:
		return setOf("NS", v.Value)
	}
	return fmt.Sprintf("%T", v)
}

func setOf(kind string, members []string) map[string]bool {
	all := map[string]bool{kind: true}
	for _, m := range members {
		all[m] = true
	}
	return all
}

// sortKeys returns the sort keys of items in order.
func sortKeys(items []item) []string {
	keys := []string{}
	for _, i := range items {
		if sort, ok := i["SK"].(*types.AttributeValueMemberS); ok {
			keys = append(keys, sort.Value)
		}
	}
	return keys
}
