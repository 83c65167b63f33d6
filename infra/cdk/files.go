package cdk

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsevents"
	eventtargets "github.com/aws/aws-cdk-go/awscdk/v2/awseventstargets"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsguardduty"
	iam "github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	lambda "github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/jsii-runtime-go"

	"assistive-referrals/infra"
	"assistive-referrals/internal/casestore"
)

// makeBucket makes the bucket of attached files. What browsers send and nobody judged
// empties itself; nothing in it is ever public.
func (s *stack) makeBucket() {
	s.bucket = awss3.NewBucket(s.in, jsii.String(s.line.Bucket), &awss3.BucketProps{
		BlockPublicAccess: awss3.BlockPublicAccess_BLOCK_ALL(), EnforceSSL: jsii.Bool(true), Encryption: awss3.BucketEncryption_S3_MANAGED,
		ObjectOwnership: awss3.ObjectOwnership_BUCKET_OWNER_ENFORCED, RemovalPolicy: s.removal(),
		LifecycleRules: &[]*awss3.LifecycleRule{{
			Id: jsii.String("never-judged"), Prefix: jsii.String(casestore.PrefixIncoming), Expiration: awscdk.Duration_Days(jsii.Number(2)),
			AbortIncompleteMultipartUploadAfter: awscdk.Duration_Days(jsii.Number(1)),
		}},
	})
	fixed(s.bucket.Node().DefaultChild(), logicalID(s.line.Bucket)+"Bucket")
}

// files are all files under a prefix of the bucket.
func (s *stack) files(prefix string) *string {
	return s.bucket.ArnForObjects(jsii.String(prefix + "*"))
}

// tellOf has the function told what the scanner found of each new file.
func (s *stack) tellOf(f infra.Function, made lambda.Function) {
	awsevents.NewRule(s.in, jsii.String(f.Name+"-results"), &awsevents.RuleProps{
		Description: jsii.String("What the scanner found of an attached file"),
		EventPattern: &awsevents.EventPattern{
			Source: jsii.Strings("aws.guardduty"), DetailType: jsii.Strings("GuardDuty Malware Protection Object Scan Result"),
			Detail: &map[string]any{"s3ObjectDetails": map[string]any{
				"bucketName": []any{s.bucket.BucketName()}, "objectKey": []any{map[string]any{"prefix": f.Scan}},
			}},
		},
		Targets: &[]awsevents.IRuleTarget{eventtargets.NewLambdaFunction(made, &eventtargets.LambdaFunctionProps{})},
	})
	if s.oneOf("scanner", "true", "false") == "true" {
		s.scanFiles(f.Scan)
	}
}

// scanFiles has GuardDuty look at every new file. Its role may do what its
// documentation asks for (Malware Protection for S3, prerequisites of the IAM role),
// on this bucket only.
func (s *stack) scanFiles(prefix string) {
	service := "malware-protection-plan.guardduty.amazonaws.com"
	role := iam.NewRole(s.in, jsii.String("scanner-role"), &iam.RoleProps{
		AssumedBy: iam.NewServicePrincipal(jsii.String(service), nil), Description: jsii.String("GuardDuty looks at attached files"),
	})
	rules := s.in.FormatArn(&awscdk.ArnComponents{Service: jsii.String("events"), Resource: jsii.String("rule"),
		ResourceName: jsii.String("DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*")})
	managed := allow([]string{"events:PutRule", "events:DeleteRule", "events:PutTargets", "events:RemoveTargets"}, rules)
	managed.AddCondition(jsii.String("StringLike"), map[string]string{"events:ManagedBy": service})
	all := s.bucket.ArnForObjects(jsii.String("*"))
	for _, statement := range []iam.PolicyStatement{
		managed,
		allow([]string{"events:DescribeRule", "events:ListTargetsByRule"}, rules),
		allow([]string{"s3:PutObjectTagging", "s3:GetObjectTagging", "s3:PutObjectVersionTagging", "s3:GetObjectVersionTagging"}, all),
		allow([]string{"s3:PutBucketNotification", "s3:GetBucketNotification", "s3:ListBucket"}, s.bucket.BucketArn()),
		allow([]string{"s3:PutObject"}, s.bucket.ArnForObjects(jsii.String("malware-protection-resource-validation-object"))),
		allow([]string{"s3:GetObject", "s3:GetObjectVersion"}, all),
	} {
		role.AddToPolicy(statement)
	}
	plan := awsguardduty.NewCfnMalwareProtectionPlan(s.in, jsii.String("scanner"), &awsguardduty.CfnMalwareProtectionPlanProps{
		Role: role.RoleArn(),
		ProtectedResource: &awsguardduty.CfnMalwareProtectionPlan_CFNProtectedResourceProperty{
			S3Bucket: &awsguardduty.CfnMalwareProtectionPlan_S3BucketProperty{BucketName: s.bucket.BucketName(), ObjectPrefixes: jsii.Strings(prefix)},
		},
		Actions: &awsguardduty.CfnMalwareProtectionPlan_CFNActionsProperty{
			Tagging: &awsguardduty.CfnMalwareProtectionPlan_CFNTaggingProperty{Status: jsii.String("ENABLED")},
		},
	})
	// GuardDuty tries what it may do as soon as the plan is made.
	plan.Node().AddDependency(role)
}
