#!/usr/bin/env bash
# Publishes what this checkout has built as a version: the jars to the artifact bucket, the images to their repositories.
# What is there already stays as it is, so it can be run again.
#
#   infra/delivery/publish.sh tapeline-dev 3f2a9c1
#
# Needs the aws command with credentials and AWS_REGION, and docker with buildx.
set -euo pipefail

fail() {
  printf 'publish: %s\n' "$1" >&2
  exit 1
}

[ $# -eq 2 ] || fail 'usage: publish.sh PREFIX VERSION, such as tapeline-dev 3f2a9c1'
prefix=$1
version=$2
[[ $version =~ ^[A-Za-z0-9._-]{1,64}$ ]] || fail "not a version: $version"
region=${AWS_REGION:?AWS_REGION is not set}
platforms=${PLATFORMS:-linux/arm64,linux/amd64}

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
account=$(aws sts get-caller-identity --query Account --output text)
bucket=$prefix-artifacts-$account-$region
registry=$account.dkr.ecr.$region.amazonaws.com

# All that is published must be there before any of it is: half a version is none.
jar_of() {
  local jars=("$1"/target/"$1"-*-emr.jar)
  [ ${#jars[@]} -eq 1 ] && [ -f "${jars[0]}" ] || fail "not one jar: ${jars[*]} (./mvnw verify makes it)"
  printf '%s' "${jars[0]}"
}

jars=(stream-processor batch-jobs)
images=(ingest-service live-service)
for module in "${jars[@]}"; do
  jar_of "$module" >/dev/null
done
for module in "${images[@]}"; do
  [ -f "$module/Dockerfile" ] || fail "no $module/Dockerfile"
  [ -f "$module/target/quarkus-app/quarkus-run.jar" ] || fail "$module is not built (./mvnw verify does it)"
done

publish_jar() {
  local key=jars/$version/$1-emr.jar jar
  jar=$(jar_of "$1")
  if aws s3api head-object --bucket "$bucket" --key "$key" >/dev/null 2>&1; then
    echo "s3://$bucket/$key is there"
    return
  fi
  aws s3api put-object --bucket "$bucket" --key "$key" --body "$jar" --if-none-match '*' >/dev/null
  echo "s3://$bucket/$key"
}

publish_image() {
  local repository=$prefix/$1 answer
  if answer=$(aws ecr describe-images --repository-name "$repository" --image-ids "imageTag=$version" 2>&1); then
    echo "$registry/$repository:$version is there"
    return
  fi
  [[ $answer == *ImageNotFoundException* ]] || fail "$repository: $answer"
  docker buildx build --platform "$platforms" --tag "$registry/$repository:$version" --push "$1"
  echo "$registry/$repository:$version"
}

for module in "${jars[@]}"; do
  publish_jar "$module"
done
aws ecr get-login-password --region "$region" | docker login --username AWS --password-stdin "$registry" >/dev/null
for module in "${images[@]}"; do
  publish_image "$module"
done
