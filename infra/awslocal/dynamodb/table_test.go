package dynamodb_test

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"assistive-referrals/infra/awslocal/wire"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

func TestCreateTable(t *testing.T) {
	cases := []struct {
		rule    string
		edit    func(*sdk.CreateTableInput)
		code    string
		message string
	}{
		{"as it is", func(*sdk.CreateTableInput) {}, "", ""},
		{"the same name again", func(in *sdk.CreateTableInput) { in.TableName = aws.String(table) }, "ResourceInUseException", "Table already exists: cases"},
		{"a name of two characters", func(in *sdk.CreateTableInput) { in.TableName = aws.String("ab") }, invalid, "at least 3 characters long"},
		{"a name with a slash", func(in *sdk.CreateTableInput) { in.TableName = aws.String("a/bc") }, invalid, "regular expression pattern"},
		{"throughput on demand", func(in *sdk.CreateTableInput) {
			in.ProvisionedThroughput = &types.ProvisionedThroughput{ReadCapacityUnits: aws.Int64(1), WriteCapacityUnits: aws.Int64(1)}
		}, invalid, "when BillingMode is PAY_PER_REQUEST"},
		{"no throughput when provisioned", func(in *sdk.CreateTableInput) { in.BillingMode = types.BillingModeProvisioned }, invalid, "must both be specified"},
		{"a key without definition", func(in *sdk.CreateTableInput) { in.KeySchema = keySchema("PK", "other") }, invalid, "not defined in AttributeDefinitions. Keys: [PK, other]"},
		{"a definition without key", func(in *sdk.CreateTableInput) { in.GlobalSecondaryIndexes = in.GlobalSecondaryIndexes[:1] }, invalid, "Number of attributes in KeySchema does not exactly match"},
		{"one attribute as both keys", func(in *sdk.CreateTableInput) { in.KeySchema = keySchema("PK", "PK") }, invalid, "have the same name"},
		{"two indexes of one name", func(in *sdk.CreateTableInput) { in.GlobalSecondaryIndexes[1].IndexName = aws.String("worklist") }, invalid, "Duplicate index name: worklist"},
		{"KEYS_ONLY with attributes", func(in *sdk.CreateTableInput) {
			in.GlobalSecondaryIndexes[1].Projection.ProjectionType = types.ProjectionTypeKeysOnly
		}, invalid, "ProjectionType is KEYS_ONLY, but NonKeyAttributes is specified"},
		{"local indexes are refused by name", func(in *sdk.CreateTableInput) {
			in.LocalSecondaryIndexes = []types.LocalSecondaryIndex{{IndexName: aws.String("local"), KeySchema: keySchema("PK", "due"), Projection: &types.Projection{ProjectionType: "ALL"}}}
		}, "NotEmulated", "DynamoDB.CreateTable.LocalSecondaryIndexes is not emulated"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			d := newDouble(t)
			d.createTable(t)
			in := tableInput("another")
			c.edit(in)
			_, err := d.client.CreateTable(t.Context(), in)
			refused(t, err, c.code, c.message)
		})
	}
}

func TestDescribeTable(t *testing.T) {
	d := newDouble(t)
	d.createTable(t)
	d.put(t, key("p", "1"), with(key("p", "2"), item{"due": str("d")}))
	out, err := d.client.DescribeTable(t.Context(), &sdk.DescribeTableInput{TableName: aws.String(table)})
	refused(t, err, "", "")
	got := out.Table
	if got.TableStatus != types.TableStatusActive || *got.ItemCount != 2 || *got.TableSizeBytes != 16 || !got.CreationDateTime.Equal(d.now) {
		t.Errorf("got %s, %d items, %d bytes, created %s", got.TableStatus, *got.ItemCount, *got.TableSizeBytes, got.CreationDateTime)
	}
	if len(got.GlobalSecondaryIndexes) != 2 || *got.GlobalSecondaryIndexes[1].ItemCount != 1 || got.GlobalSecondaryIndexes[1].Projection.NonKeyAttributes[0] != "state" {
		t.Errorf("got indexes %+v", got.GlobalSecondaryIndexes)
	}
	if arn := d.StreamARN(table); arn == "" || *got.LatestStreamArn != arn {
		t.Errorf("got stream %q, want %q", *got.LatestStreamArn, arn)
	}
	_, err = d.client.DescribeTable(t.Context(), &sdk.DescribeTableInput{TableName: aws.String("nowhere")})
	refused(t, err, "ResourceNotFoundException", "Requested resource not found: Table: nowhere not found")
}

func TestListAndDeleteTables(t *testing.T) {
	d := newDouble(t)
	for _, name := range []string{"bbb", "ccc", "aaa"} {
		in := tableInput(name)
		in.DeletionProtectionEnabled = aws.Bool(name == "ccc")
		_, err := d.client.CreateTable(t.Context(), in)
		refused(t, err, "", "")
	}
	remove := func(name string) error {
		_, err := d.client.DeleteTable(t.Context(), &sdk.DeleteTableInput{TableName: &name})
		return err
	}
	names := func() (all []string) {
		t.Helper()
		pages := sdk.NewListTablesPaginator(d.client, &sdk.ListTablesInput{Limit: aws.Int32(2)})
		for pages.HasMorePages() {
			page, err := pages.NextPage(t.Context())
			refused(t, err, "", "")
			all = append(all, page.TableNames...)
		}
		return all
	}
	if got := names(); !slices.Equal(got, []string{"aaa", "bbb", "ccc"}) {
		t.Errorf("got %v", got)
	}
	refused(t, remove("ccc"), invalid, "Resource cannot be deleted as it is currently protected against deletion")
	refused(t, remove("bbb"), "", "")
	refused(t, remove("bbb"), "ResourceNotFoundException", "")
	d.restart(t)
	if got := names(); !slices.Equal(got, []string{"aaa", "ccc"}) {
		t.Errorf("after deleting one: got %v", got)
	}
}

// What the double lacks it refuses by name.
func TestNotEmulated(t *testing.T) {
	d := newDouble(t)
	_, err := d.client.ExecuteStatement(t.Context(), &sdk.ExecuteStatementInput{Statement: aws.String("SELECT * FROM cases")})
	refused(t, err, "NotEmulated", "awslocal: DynamoDB.ExecuteStatement is not emulated")
	var refusal *wire.Error
	_, err = d.Call("PutItem", []byte(`{"TableName":"cases","Colour":"red"}`))
	if refusal, _ = err.(*wire.Error); refusal == nil || refusal.Message != "awslocal: DynamoDB.PutItem.Colour is not emulated" {
		t.Errorf("got %v", err)
	}
	_, err = d.Call("PutItem", []byte(`{"TableName":`))
	if refusal, _ = err.(*wire.Error); refusal == nil || refusal.Code != "SerializationException" {
		t.Errorf("got %v", err)
	}
}

// "Using time to live": an expired item is there until it is removed, and the
// stream says that the service removed it.
func TestTimeToLive(t *testing.T) {
	d := newDouble(t)
	d.createTable(t)
	update := func(enabled bool) error {
		_, err := d.client.UpdateTimeToLive(t.Context(), &sdk.UpdateTimeToLiveInput{
			TableName: aws.String(table), TimeToLiveSpecification: &types.TimeToLiveSpecification{AttributeName: aws.String("expires"), Enabled: &enabled},
		})
		return err
	}
	refused(t, update(false), invalid, "TimeToLive is already disabled")
	seconds := func(after time.Duration) types.AttributeValue {
		return num(strconv.FormatInt(d.now.Add(after).Unix(), 10))
	}
	d.put(t,
		with(key("p", "early"), item{"expires": seconds(time.Minute)}), with(key("p", "late"), item{"expires": seconds(time.Hour)}),
		with(key("p", "text"), item{"expires": str("0")}), with(key("p", "ancient"), item{"expires": seconds(-6 * 365 * 24 * time.Hour)}), key("p", "never"),
	)
	refused(t, update(true), "", "")
	refused(t, update(true), invalid, "TimeToLive is already enabled")
	out, err := d.client.DescribeTimeToLive(t.Context(), &sdk.DescribeTimeToLiveInput{TableName: aws.String(table)})
	refused(t, err, "", "")
	if got := out.TimeToLiveDescription; got.TimeToLiveStatus != types.TimeToLiveStatusEnabled || *got.AttributeName != "expires" {
		t.Errorf("got %+v", got)
	}
	if n := d.Expire(d.now); n != 0 {
		t.Errorf("%d expired too early", n)
	}
	d.now = d.now.Add(time.Minute)
	if d.get(t, key("p", "early")) == nil {
		t.Error("an expired item is visible until it is removed")
	}
	_, last := d.Records(table, "", 100)
	if n := d.Expire(d.now); n != 1 || d.get(t, key("p", "early")) != nil {
		t.Errorf("%d expired; early is %v", n, d.get(t, key("p", "early")))
	}
	got, _ := lambdaRecords(t, d, last, 100)
	if len(got) != 1 || got[0].EventName != "REMOVE" || got[0].UserIdentity == nil || got[0].UserIdentity.PrincipalID != "dynamodb.amazonaws.com" || got[0].UserIdentity.Type != "Service" {
		t.Errorf("got records %+v", got)
	}
	d.restart(t)
	d.put(t, with(key("p", "late"), item{"expires": seconds(24 * time.Hour)})) // put off
	d.now = d.now.Add(time.Hour)
	if n := d.Expire(d.now); n != 0 {
		t.Errorf("%d expired after their time was put off", n)
	}
	if n := d.Expire(d.now.Add(24 * time.Hour)); n != 1 {
		t.Errorf("%d expired in the end", n)
	}
}
