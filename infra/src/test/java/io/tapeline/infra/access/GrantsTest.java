package io.tapeline.infra.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrantsTest {
    @Test
    void readsRolesTheirPoliciesAndThoseOfResources() throws IOException {
        assertThat(lines("""
                        {"Resources": {
                          "RoleA1B2C3D4": {"Type": "AWS::IAM::Role", "Properties": {
                            "AssumeRolePolicyDocument": {"Statement": [
                              {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ec2.amazonaws.com"}}]},
                            "ManagedPolicyArns": [{"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, ":iam::aws:policy/Broad"]]}],
                            "Policies": [{"PolicyName": "p", "PolicyDocument": {"Statement": {"Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "arn:aws:s3:::assets/aaaaaaaabbbbbbbbccccccccddddddddeeeeeeeeffffffff0000000011111111.py"}}}]}},
                          "RolePolicy00000000": {"Type": "AWS::IAM::Policy", "Properties": {
                            "Roles": [{"Ref": "RoleA1B2C3D4"}],
                            "PolicyDocument": {"Statement": [
                              {"Effect": "Allow", "Action": ["s3:PutObject", "s3:GetObject"],
                               "Resource": {"Fn::Join": ["", [{"Fn::GetAtt": ["LakeFFFFFFFF", "Arn"]}, "/warehouse/*"]]},
                               "Condition": {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}}},
                              {"Effect": "Deny", "NotAction": "iam:*", "NotResource": ["a", "b"]}]}}},
                          "QueuePolicy": {"Type": "AWS::SQS::QueuePolicy", "Properties": {
                            "PolicyDocument": {"Statement": [
                              {"Effect": "Deny", "Action": "sqs:*", "Principal": "*", "Resource": {"Fn::GetStackOutput": {"StackName": "x", "OutputName": "PublishOutputFnGetAttQueue12345678Arn12345678"}}}]}}},
                          "Other": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "b"}}
                        }}
                        """))
                .containsExactly(
                        "part | QueuePolicy | Deny | sqs:* | ${Queue.Arn} | by *",
                        "part | Role | Allow | sts:AssumeRole |  | by ec2.amazonaws.com",
                        "part | Role | Allow | all of | arn:${AWS::Partition}:iam::aws:policy/Broad",
                        "part | Role | Allow | s3:GetObject s3:PutObject | ${Lake.Arn}/warehouse/* | if StringEquals aws:SourceAccount=${AWS::AccountId}",
                        "part | Role | Deny | not iam:* | not a not b",
                        "part | Role | Deny | s3:DeleteBucket | arn:aws:s3:::assets/CONTENT.py");
    }

    @Test
    void aFunctionThatItDoesNotKnowIsAnError() {
        assertThatThrownBy(() -> lines("""
                        {"Resources": {"P": {"Type": "AWS::SQS::QueuePolicy", "Properties": {"PolicyDocument": {"Statement": [
                          {"Effect": "Allow", "Action": "sqs:*", "Principal": "*", "Resource": {"Fn::Guess": "x"}}]}}}}}
                        """)).hasMessage("unknown function Fn::Guess: \"x\"");
    }

    private static List<String> lines(String template) throws IOException {
        return Grants.of("part", new ObjectMapper().readTree(template)).stream()
                .map(Grant::line)
                .toList();
    }
}
